import type { AgentLimits, CancelSignal } from "@dgs/core";
import type { OwnStop } from "./outcome.js";
import type { RunFacts } from "./run-facts.js";

/** The watch over one run. */
export interface RunWatch {
  /** What the process is cancelled by: the person's signal, or the watch itself. */
  readonly signal: AbortSignal;
  /** To be called with what is known after each line. */
  readonly look: (facts: RunFacts) => void;
  /** Why the watch has ended the run; absent: it has not. */
  readonly stop: () => OwnStop | undefined;
  /** Ends the watch. */
  readonly release: () => void;
}

/** Watches over one run: a program that says nothing for too long, or that has used up what it may, is stopped. */
export function watchRun(limits: AgentLimits, outer: CancelSignal | undefined): RunWatch {
  const controller = new AbortController();
  let stop: OwnStop | undefined;
  let timer: NodeJS.Timeout | undefined;
  const end = (why: OwnStop): void => {
    if (stop !== undefined || controller.signal.aborted) return;
    stop = why;
    controller.abort();
  };
  const cancel = (): void => { controller.abort(); };
  const wind = (): void => {
    clearTimeout(timer);
    const { idleMs } = limits;
    if (idleMs !== undefined && !controller.signal.aborted) timer = setTimeout(() => { end({ type: "idle", idleMs }); }, Math.min(idleMs, LONGEST_TIMER_MS));
  };
  outer?.addEventListener("abort", cancel);
  if (outer?.aborted === true) cancel();
  wind();
  return {
    signal: controller.signal,
    look(facts) {
      wind();
      const spent = spentTooMuch(limits, facts);
      // A program that has said how it ended is left to end: what it did is paid for.
      if (spent !== undefined && facts.end === undefined) end({ type: "budget", message: spent });
    },
    stop: () => stop,
    release() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", cancel);
    },
  };
}

/** The longest time a timer takes; with a longer one it would ring at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** What of the limits is used up, in words; `undefined` while nothing is. */
function spentTooMuch({ tokens, costUsd }: AgentLimits, facts: RunFacts): string | undefined {
  const used = (facts.inputTokens ?? 0) + (facts.outputTokens ?? 0);
  if (tokens !== undefined && used > tokens) return `the run has used ${String(used)} tokens, ${String(tokens)} are allowed`;
  if (costUsd !== undefined && (facts.costUsd ?? 0) > costUsd) return `the run has cost $${String(facts.costUsd)}, $${String(costUsd)} are allowed`;
  return undefined;
}
