import { keepFailures, type KeptFailures } from "@dgs/core";
import { realpathOfNearest } from "../inside-root.js";
import type { CommandOutcome } from "./run-command.js";

/**
 * What another run of a command that did not pass can be compared with; of one that passed its exit code.
 * @param trees The folders that it ran in: in names and output they stand for the place, which differs from tree to tree.
 */
export function keptOf({ exit, outcome, report, tail }: CommandOutcome, trees: readonly string[]): KeptFailures & { readonly exit?: number } {
  const code = exit === undefined ? {} : { exit };
  return outcome === "passed" || outcome === "silent" ? code : { ...code, ...keepFailures(report, tail, rootsOf(trees)) };
}

/** The folders as they are written, and as a program finds them that follows links; the longest first, as one may lie in another. */
export function rootsOf(trees: readonly string[]): readonly string[] {
  return [...new Set(trees.flatMap((tree) => [tree, realpathOfNearest(tree)]))].sort((a, b) => b.length - a.length);
}
