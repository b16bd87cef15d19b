import type { ProcessFacts, ProcessResult } from "@dgs/core";
import type { Stop } from "./deadline.js";
import type { Exit } from "./group.js";
import type { OutputFacts } from "./output.js";
import type { Reaped } from "./reap.js";

/** Puts together what is known of a run; what is not worth telling is left out. */
export function factsOf(durationMs: number, output: OutputFacts, leftovers: Reaped): ProcessFacts {
  const { logFailure, logLeftOut, ...printed } = output;
  return {
    durationMs: Math.round(durationMs),
    ...printed,
    leftovers: leftovers.ended,
    ...(leftovers.survivors.length > 0 && { survivors: leftovers.survivors }),
    ...(logFailure !== undefined && { logFailure }),
    ...(logLeftOut > 0 && { logLeftOut }),
  };
}

/** The facts of a run in which no program ran. */
export const noFacts: ProcessFacts = { durationMs: 0, tail: "", stdoutTail: "", outputBytes: 0, leftovers: 0 };

/**
 * Names how a run ended. A stop from outside comes first: programs that were stopped lie with exit code 0.
 */
export function resultOf(facts: ProcessFacts, exit: Exit | undefined, stop: Stop | undefined): ProcessResult {
  if (stop !== undefined) return { type: stop.reason, forced: stop.forced, ...facts };
  if (typeof exit?.signal === "string") return { type: "signalled", signal: exit.signal, ...facts };
  return { type: "exited", code: exit?.code ?? 1, ...facts };
}
