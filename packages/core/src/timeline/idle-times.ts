import type { ExecutionRound } from "./execution-round.js";
import { causeOfIdle } from "./idle-cause.js";
import { openSituation } from "./idle-situation.js";
import type { Span } from "./types.js";

/** A time in which fewer agents worked than may, though plans were left. */
export interface IdleTime extends Span {
  readonly end: string;
  /** Agents that worked. */
  readonly agents: number;
  readonly why: string;
}

/** A plan that follows is started in less than that, in milliseconds: such a stretch is no idle time. */
const START_MS = 1_000;

/** Finds the times of a round in which fewer agents worked than may, though plans were left, each with its reason: README. */
export function idleTimes(round: ExecutionRound): readonly IdleTime[] {
  const starts = round.plans.flatMap(({ id, atWork }) => atWork.flatMap((span) => [{ id, at: Date.parse(span.start) }])).filter(({ at }) => !Number.isNaN(at)).sort((a, b) => a.at - b.at);
  const [first] = starts;
  if (first === undefined) return [];
  const to = endOfLook(round, starts.at(-1)?.at ?? first.at);
  const edges = edgesOf(round, first.at, to);
  const situation = openSituation(round);
  const idle: IdleTime[] = [];
  let next = 0;
  for (const [index, from] of edges.entries()) {
    const until = edges[index + 1];
    if (until === undefined) break;
    situation.advance(from);
    while (next < starts.length && (starts[next]?.at ?? 0) <= from) next++;
    if (situation.working() >= round.agents) continue;
    // A plan that an agent works on, or that is being landed, and that needs an agent once more afterwards waits for nothing meanwhile.
    let waiting = next;
    while (waiting < starts.length && (situation.isBusy(starts[waiting]?.id ?? "") || situation.isLanding(starts[waiting]?.id ?? ""))) waiting++;
    const cause = causeOfIdle(situation, starts[waiting]?.id);
    if (cause !== undefined && !(cause.isStart && until - from < START_MS)) add(idle, { start: new Date(from).toISOString(), end: new Date(until).toISOString(), agents: situation.working(), why: cause.why });
  }
  return idle;
}

/** With the start of the last agent nothing is left to be started, unless a plan never was, has failed, or waits for a person. */
function endOfLook({ plans, until }: ExecutionRound, lastStart: number): number {
  const isLeft = plans.some(({ atWork, asked, landed, failed }) => landed === undefined && (atWork.length === 0 || failed !== undefined || asked.some(({ end }) => end === undefined)));
  const end = Date.parse(until);
  return isLeft && end > lastStart ? end : lastStart;
}

/** The moments at which something changes, in order, each once. */
function edgesOf({ plans, runs, waits }: ExecutionRound, from: number, to: number): readonly number[] {
  const spans = [...plans.flatMap(({ atWork, landing = [], asked }) => [...atWork, ...landing, ...asked]), ...runs, ...waits];
  const times = [...spans.flatMap(({ start, end }) => [start, end]), ...plans.flatMap(({ landed, failed }) => [landed, failed])];
  const within = times.flatMap((time) => (time === undefined ? [] : [Date.parse(time)])).filter((at) => at > from && at < to);
  return [...new Set([from, ...within, to])].sort((a, b) => a - b);
}

function add(idle: IdleTime[], time: IdleTime): void {
  const last = idle.at(-1);
  if (last !== undefined && last.end === time.start && last.agents === time.agents && last.why === time.why) idle[idle.length - 1] = { ...last, end: time.end };
  else idle.push(time);
}
