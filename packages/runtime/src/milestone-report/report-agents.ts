import type { RunTimes, TimedAgent, UsageRecord } from "@dgs/core";
import type { ReportedAgent } from "../commands/milestone-report-reports.js";
import type { ReportSources } from "./sources.js";

/**
 * Tells the runs of agents, the oldest first: what each used up is in its record, and when it ended in what its runner told. A run that has no record is told of all the same.
 */
export function reportAgents({ usage, runs }: Pick<ReportSources, "usage" | "runs">): readonly ReportedAgent[] {
  const told = new Map<string, TimedAgent[]>();
  for (const agent of runs.flatMap(({ agents }) => agents)) push(told, agent.purpose, agent);
  const byPurpose = new Map<string, UsageRecord[]>();
  for (const record of [...usage].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) push(byPurpose, record.purpose, record);
  const agents = [...byPurpose].flatMap(([purpose, records]) => {
    const open = told.get(purpose) ?? [];
    return records.map((record, index) => fromRecord(record, takeFor(record, records[index + 1], open), runs));
  });
  const unrecorded = [...told.values()].flat().map(fromHistory);
  return [...agents, ...unrecorded].sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

/** A record is written right before its run is told of. */
function takeFor(record: UsageRecord, next: UsageRecord | undefined, open: TimedAgent[]): TimedAgent | undefined {
  const found = open.findIndex(({ start }) => Date.parse(start) >= Date.parse(record.at) && !(next !== undefined && Date.parse(start) >= Date.parse(next.at)));
  return found === -1 ? undefined : open.splice(found, 1)[0];
}

function fromRecord(record: UsageRecord, told: TimedAgent | undefined, runs: readonly RunTimes[]): ReportedAgent {
  const { at, durationMs, purpose, role, tier, model, phase, plan, step, outcome, inputTokens, outputTokens, costUsd } = record;
  const end = told?.end ?? (outcome === undefined && isOpenAt(at, runs) ? undefined : new Date(Date.parse(at) + durationMs).toISOString());
  return {
    start: at,
    ...(end === undefined ? {} : { end }),
    ...(outcome === undefined && end !== undefined ? { cutOff: true as const } : {}),
    ...{ purpose, role, tier, step },
    ...(model === undefined ? {} : { model }),
    ...(phase === undefined ? {} : { phase }),
    ...(plan === undefined ? {} : { plan }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

/** Whether a run goes on that had begun by then. */
function isOpenAt(at: string, runs: readonly RunTimes[]): boolean {
  return runs.some(({ start, end }) => end === undefined && Date.parse(start) <= Date.parse(at));
}

function fromHistory({ start, end, cutOff, ...agent }: TimedAgent): ReportedAgent {
  return { start, ...(end === undefined ? {} : { end }), ...(cutOff === true ? { cutOff } : {}), ...agent };
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
