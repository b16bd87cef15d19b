import type { Product } from "@dgs/core";

/** One number for one thing, 0 to 100: the share of complete phases. A phase that is half done is not a part of a phase done. */
export function percentOf({ counts }: Product): number {
  return counts.phases === 0 ? 0 : Math.floor((100 * counts.phasesComplete) / counts.phases);
}
