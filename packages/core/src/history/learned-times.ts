import type { ExpectedTimes, HistoryEvent, HistoryLine } from "./types.js";

/** How long steps and plans of earlier runs took, in milliseconds, the newest at the end; made by `learnTimes`. */
export interface LearnedTimes {
  /** Of steps that came to their end, by their kind: `plan-phase`, `execute-phase`. */
  readonly steps: ReadonlyMap<string, readonly number[]>;
  /** Of plans, from their beginning until they have landed. */
  readonly plans: readonly number[];
  /** Of carrying a phase out, divided by the number of its plans. */
  readonly shares: readonly number[];
}

/** So many of a kind count: how long it took last year says nothing of today. */
const NEWEST = 25;

/** Nothing is learned yet. */
export function noTimes(): LearnedTimes {
  return { steps: new Map(), plans: [], shares: [] };
}

/** What is known after one more run, from all of its lines. Only what came to a good end within it counts: what was cut off or waited for a person says nothing. */
export function learnTimes(known: LearnedTimes, lines: readonly HistoryLine[]): LearnedTimes {
  const begun = new Map<string, number>();
  const plans = { of: 0 };
  return lines.flatMap((line) => endsOf(begun, plans, line)).reduce(withTime, known);
}

/** What the shares are of. */
const PHASE = "execute-phase";

interface Took {
  /** A kind of step; absent: a plan. */
  readonly kind?: string;
  readonly ms: number;
  /** How many plans the phase had that was carried out within it. */
  readonly plans: number;
}

function withTime({ steps, plans, shares }: LearnedTimes, { kind, ms, plans: count }: Took): LearnedTimes {
  if (kind === undefined) return { steps, shares, plans: [...plans, ms].slice(-NEWEST) };
  return {
    steps: new Map(steps).set(kind, [...(steps.get(kind) ?? []), ms].slice(-NEWEST)),
    plans,
    shares: kind === PHASE && count > 0 ? [...shares, ms / count].slice(-NEWEST) : shares,
  };
}

/** Notes what begins, and says what has come to a good end, and how long it took. */
function endsOf(begun: Map<string, number>, plans: { of: number }, line: HistoryLine): readonly Took[] {
  const begin = (key: string): readonly Took[] => {
    begun.set(key, Date.parse(line.at));
    return [];
  };
  const end = (key: string, isGood: boolean, kind?: string): readonly Took[] => {
    const ms = Date.parse(line.at) - (begun.get(key) ?? Number.NaN);
    begun.delete(key);
    return isGood && ms >= 0 && kind !== "" ? [{ ...(kind === undefined ? {} : { kind }), ms, plans: plans.of }] : [];
  };
  if (line.type === "head") return begin(`run ${line.command}`);
  if (line.type === "end") return [...begun.keys()].filter((key) => key.startsWith("run ")).flatMap((key) => end(key, line.exit === "ok", kindOfStep(key.slice(4))));
  return endsOfEvent(line.event, plans, { begin, end, isBegun: (key) => begun.has(key) });
}

/** How a stage of a plan ends that goes no further, or only with a person, whose time is not the plan's. */
const CUT_SHORT: ReadonlySet<string> = new Set(["failed", "interrupted", "checkpoint", "not-answered", "given-up"]);

interface Stopwatch {
  readonly begin: (key: string) => readonly Took[];
  readonly end: (key: string, isGood: boolean, kind?: string) => readonly Took[];
  readonly isBegun: (key: string) => boolean;
}

function endsOfEvent(event: HistoryEvent, plans: { of: number }, { begin, end, isBegun }: Stopwatch): readonly Took[] {
  switch (event.type) {
    case "step-started":
      plans.of = 0;
      return begin(`step ${String(event.step)}`);
    case "step-ended":
      return end(`step ${String(event.step)}`, !["failed", "interrupted"].includes(event.outcome), kindOfStep(event.command));
    case "phase-opened":
      plans.of = event.waves.reduce((sum, wave) => sum + wave.plans.length, 0);
      return [];
    case "stage-started": {
      const key = `plan ${event.plan ?? ""}`;
      return event.plan !== undefined && event.stage.startsWith("run ") && !isBegun(key) ? begin(key) : [];
    }
    case "stage-ended": {
      if (event.plan === undefined) return [];
      const isLanded = event.outcome === "done" && event.stage.startsWith("land");
      return isLanded || CUT_SHORT.has(event.outcome) ? end(`plan ${event.plan}`, isLanded) : [];
    }
    case "steps-inserted":
    case "job-stands":
    case "budget-stands":
    case "times-expected":
    case "agent-started":
    case "agent-ended":
    case "agent-activity":
    case "agent-usage":
    case "agent-waiting":
    case "committed":
    case "tested":
    case "wave-started":
    case "wave-ended":
    case "conflict-ahead":
    case "note":
      return [];
  }
}

/** What a step does, without what it does it on: `/dgs:execute-phase 3 --gaps-only` is an `execute-phase`. */
export function kindOfStep(command: string): string {
  return command.trim().replace(/^\/dgs:/, "").split(/\s/, 1)[0] ?? "";
}

/** What is expected after what was learned: of each kind the time in the middle. */
export function expectedTimes({ steps, plans, shares }: LearnedTimes): ExpectedTimes {
  const [planMs, sharePerPlanMs] = [medianOf(plans), medianOf(shares)];
  const known = [...steps].flatMap(([kind, times]): [string, number][] => {
    const ms = medianOf(times);
    return ms === undefined ? [] : [[kind, ms]];
  });
  return { steps: Object.fromEntries(known), ...(planMs === undefined ? {} : { planMs }), ...(sharePerPlanMs === undefined ? {} : { sharePerPlanMs }) };
}

function medianOf(times: readonly number[]): number | undefined {
  const sorted = [...times].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : low + (high - low) / 2;
}
