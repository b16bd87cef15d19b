import type { ExecutionRound, PlanWork } from "./execution-round.js";
import type { ServiceWaitTime, Span } from "./types.js";

/** What holds at a moment of a round; `advance` only goes forward. */
export interface IdleSituation {
  readonly round: ExecutionRound;
  readonly planOf: (id: string) => PlanWork | undefined;
  /** Goes forward to a moment, milliseconds since 1970. */
  readonly advance: (moment: number) => void;
  readonly working: () => number;
  readonly isBusy: (id: string) => boolean;
  readonly isLanding: (id: string) => boolean;
  readonly isAsked: (id: string) => boolean;
  /** Whether an agent has ever worked on it. */
  readonly hasBegun: (id: string) => boolean;
  readonly isLanded: (id: string) => boolean;
  readonly isFailed: (id: string) => boolean;
  /** A plan that has failed. */
  readonly failed: () => string | undefined;
  readonly wait: () => ServiceWaitTime | undefined;
  /** The run that ended last, where none is there. */
  readonly endedRun: () => ExecutionRound["runs"][number] | undefined;
  /** A plan that is not in, of the first wave before one that has such a plan. */
  readonly openBefore: (wave: number) => string | undefined;
}

/** Makes the situation of a round before its first moment. */
export function openSituation(round: ExecutionRound): IdleSituation {
  const plans = new Map(round.plans.map((plan) => [plan.id, plan]));
  const changes: { readonly at: number; readonly apply: () => void }[] = [];
  const [busy, landing, asked, landed, failed] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>(), new Set<string>(), new Set<string>()];
  const waits = new Set<ServiceWaitTime>();
  const runs = new Set<Span>();
  let ended: ExecutionRound["runs"][number] | undefined;
  const at = (time: string | undefined, apply: () => void): void => {
    const moment = Date.parse(time ?? "");
    if (!Number.isNaN(moment)) changes.push({ at: moment, apply });
  };
  const begun = new Set<string>();
  let working = 0;
  const count = (counts: Map<string, number>, id: string, span: Span): void => {
    at(span.start, () => counts.set(id, (counts.get(id) ?? 0) + 1));
    at(span.end, () => counts.set(id, (counts.get(id) ?? 0) - 1));
  };
  const unlanded = new Map<number, Set<string>>();
  for (const plan of round.plans) {
    for (const span of plan.atWork) {
      count(busy, plan.id, span);
      at(span.start, () => { begun.add(plan.id); working++; });
      at(span.end, () => { working--; });
    }
    for (const span of plan.landing ?? []) count(landing, plan.id, span);
    for (const span of plan.asked) count(asked, plan.id, span);
    const wave = unlanded.get(plan.wave) ?? new Set<string>();
    unlanded.set(plan.wave, wave.add(plan.id));
    at(plan.landed, () => { landed.add(plan.id); wave.delete(plan.id); });
    at(plan.failed, () => failed.add(plan.id));
  }
  const waves = [...unlanded.keys()].sort((a, b) => a - b);
  for (const wait of round.waits) {
    at(wait.start, () => waits.add(wait));
    at(wait.end, () => waits.delete(wait));
  }
  for (const run of round.runs) {
    at(run.start, () => runs.add(run));
    at(run.end, () => { runs.delete(run); ended = run; });
  }
  // The sort is stable: what begins and ends at once begins first.
  changes.sort((a, b) => a.at - b.at);
  let done = 0;
  const isBusy = (id: string): boolean => (busy.get(id) ?? 0) > 0;
  return {
    round,
    planOf: (id) => plans.get(id),
    // An agent that waits for its service does not work.
    working: () => Math.max(0, working - waits.size),
    advance(moment) {
      for (let change = changes[done]; change !== undefined && change.at <= moment; change = changes[done]) {
        change.apply();
        done++;
      }
    },
    isBusy,
    hasBegun: (id) => begun.has(id),
    isLanding: (id) => (landing.get(id) ?? 0) > 0,
    isAsked: (id) => (asked.get(id) ?? 0) > 0,
    isLanded: (id) => landed.has(id),
    isFailed: (id) => failed.has(id) && !isBusy(id) && !landed.has(id),
    failed: () => [...failed].find((id) => !isBusy(id) && !landed.has(id)),
    wait: () => waits.values().next().value,
    endedRun: () => (round.runs.length > 0 && runs.size === 0 ? ended : undefined),
    openBefore: (wave) => {
      const open = waves.find((each) => (unlanded.get(each)?.size ?? 0) > 0);
      return open === undefined || open >= wave ? undefined : unlanded.get(open)?.values().next().value;
    },
  };
}
