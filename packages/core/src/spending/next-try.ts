import type { AgentResult } from "../ports/agents.js";

/** What a run may wait for its service. */
export interface Patience {
  /** The longest wait for a usage limit to end, milliseconds from when it was first met; 0: none. */
  readonly limitMs: number;
  /** How often a run is tried again whose service is overloaded. */
  readonly overloadTries: number;
}

/** What one piece of work has waited so far. */
export interface Waited {
  /** Waits for a usage limit. */
  readonly limits: number;
  /** When the first usage limit was met, ISO 8601. */
  readonly since?: string;
  /** Tries at a service that was overloaded. */
  readonly overloads: number;
}

/** Nothing has been waited for yet. */
export const NOT_WAITED: Waited = { limits: 0, overloads: 0 };

/** What to do about a result. `halt` says why there is no further try. */
export type NextTry =
  | { readonly type: "done" }
  | { readonly type: "wait"; readonly until: string; readonly why: "usage-limit" | "overload"; readonly waited: Waited }
  | { readonly type: "halt"; readonly why: string };

/** The first wait at an overloaded service, and the longest. */
const [FIRST_BACK_OFF_MS, LONGEST_BACK_OFF_MS] = [15_000, 600_000];
/** A limit is not met again in the second in which it ends, as clocks differ. */
const MARGIN_MS = 5_000;
const HOUR_MS = 3_600_000;

/**
 * Decides whether a run is tried again behind a result, and when.
 *
 * A usage limit is waited for until it ends, where that is known and near enough. An overloaded service is tried again a few times, each time after
 * about twice the wait, so that runs side by side do not come back together. (design 3.16)
 * @param random A number from 0 to 1, without 1.
 */
export function nextTry(result: AgentResult, { now, waited, patience, random }: { readonly now: string; readonly waited: Waited; readonly patience: Patience; readonly random: number }): NextTry {
  if (result.type !== "limit-reached") return { type: "done" };
  const time = Date.parse(now);
  if (result.resetsAt === undefined || Number.isNaN(Date.parse(result.resetsAt))) {
    return result.overload === true ? backOff(time, waited, patience, random) : { type: "halt", why: "when it ends is not known" };
  }
  // A limit that is met again behind its end is waited for longer and longer, so that the tries come to an end.
  const until = Math.max(Date.parse(result.resetsAt) + MARGIN_MS, waited.limits === 0 ? 0 : time + backOffMs(waited.limits, 0));
  const since = waited.since ?? now;
  if (patience.limitMs === 0 || until - MARGIN_MS - Date.parse(since) > patience.limitMs) {
    return { type: "halt", why: patience.limitMs === 0 ? "it is not waited for (limits.wait_hours is 0)" : `that is later than the ${String(Math.round((patience.limitMs / HOUR_MS) * 100) / 100)} hours that may be waited (limits.wait_hours)` };
  }
  return { type: "wait", until: new Date(until).toISOString(), why: "usage-limit", waited: { ...waited, limits: waited.limits + 1, since } };
}

function backOff(time: number, waited: Waited, patience: Patience, random: number): NextTry {
  if (waited.overloads >= patience.overloadTries) return { type: "halt", why: patience.overloadTries === 0 ? "it is not tried again (limits.overload_tries is 0)" : `it was tried again ${patience.overloadTries === 1 ? "once" : `${String(patience.overloadTries)} times`} (limits.overload_tries)` };
  const until = new Date(time + backOffMs(waited.overloads, random)).toISOString();
  return { type: "wait", until, why: "overload", waited: { ...waited, overloads: waited.overloads + 1 } };
}

/** Between the half of a wait and the whole of it. */
function backOffMs(tries: number, random: number): number {
  const whole = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(tries, 20));
  return Math.round(whole * (1 - random / 2));
}
