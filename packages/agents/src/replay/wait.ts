import type { CancelSignal } from "@dgs/core";

/** Waits, no longer than the limit, and tells what came first. */
export function waitFor(delayMs: number, limitMs: number, signal: CancelSignal | undefined): Promise<"waited" | "timed-out" | "cancelled"> {
  if (signal?.aborted === true) return Promise.resolve("cancelled");
  if (delayMs === 0) return Promise.resolve("waited");
  return new Promise((resolve) => {
    const end = (outcome: "waited" | "timed-out" | "cancelled") => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      resolve(outcome);
    };
    const cancel = () => { end("cancelled"); };
    const timer = setTimeout(() => { end(delayMs > limitMs ? "timed-out" : "waited"); }, Math.min(delayMs, limitMs));
    signal?.addEventListener("abort", cancel);
  });
}
