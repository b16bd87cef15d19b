import type { UsageRecord } from "./usage-record.js";

/** What some runs used up together. */
export interface CostSum {
  readonly runs: number;
  /** Milliseconds of all runs added up, also of those that went side by side. */
  readonly timeMs: number;
  /** Of those runs that told; `undefined` where none did. */
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  readonly costUsd: number | undefined;
  /** Runs that told no tokens, and no cost. */
  readonly withoutTokens: number;
  readonly withoutCost: number;
  /** Runs whose end is not known: they go on, or their runner was killed. They count with what they had told. */
  readonly open: number;
}

/** A group of runs with its sum. */
export interface CostRow extends CostSum {
  readonly name: string;
}

/** Where time, tokens and money went. */
export interface CostTable {
  readonly total: CostSum;
  /** In the order in which they began. */
  readonly steps: readonly CostRow[];
  readonly roles: readonly CostRow[];
  /** By the model where the program is known to use it, else by the tier: `tier opus`. */
  readonly models: readonly CostRow[];
}

/** Sums runs up: all of them, and by step, role and model. Times in milliseconds, costs in US dollars; rows come in the order in which they first ran. With several milestones among them a step is named with its milestone, and a run without a model counts under its tier. */
export function costTable(records: readonly UsageRecord[]): CostTable {
  const ordered = [...records].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const milestones = new Set(ordered.flatMap(({ milestone }) => milestone ?? []));
  return {
    total: sumOf(ordered),
    steps: rowsOf(ordered, ({ step, milestone }) => (milestones.size > 1 && milestone !== undefined ? `${milestone}: ${step}` : step)),
    roles: rowsOf(ordered, ({ role }) => role),
    models: rowsOf(ordered, ({ model, tier }) => model ?? `tier ${tier}`),
  };
}

function rowsOf(records: readonly UsageRecord[], nameOf: (record: UsageRecord) => string): CostRow[] {
  const groups = new Map<string, UsageRecord[]>();
  for (const record of records) {
    const name = nameOf(record);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [record]);
    else group.push(record);
  }
  return [...groups].map(([name, group]) => ({ name, ...sumOf(group) }));
}

function sumOf(records: readonly UsageRecord[]): CostSum {
  const sum = (of: (record: UsageRecord) => number | undefined): number | undefined => {
    const told = records.flatMap((record) => of(record) ?? []);
    return told.length === 0 ? undefined : told.reduce((all, each) => all + each, 0);
  };
  return {
    runs: records.length,
    timeMs: sum(({ durationMs }) => durationMs) ?? 0,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: sum(({ costUsd }) => costUsd),
    withoutTokens: records.filter(({ inputTokens, outputTokens }) => inputTokens === undefined && outputTokens === undefined).length,
    withoutCost: records.filter(({ costUsd }) => costUsd === undefined).length,
    open: records.filter(({ outcome }) => outcome === undefined).length,
  };
}
