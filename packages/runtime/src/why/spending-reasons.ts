import { amountsOfUsage, type Config, createBudgetBook, exceededBudget, jobsFolder, joinPath, type Reason, settleBudget, type SpentOn } from "@dgs/core";
import { dirname } from "node:path";
import { findConfig } from "../load-config.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal } from "../refusal.js";
import { limitIn } from "../spending/account.js";
import { budgetsOf, type JobBudget, keyOfBudget, tellExceeded } from "../spending/budgets-of.js";
import { readUsage, usageFolder, usageNameOf } from "../spending/usage-files.js";
import { join } from "node:path";

/** What the runs of a milestone are asked about. */
export interface SpendingQuestion {
  readonly version: string;
  readonly config: Config;
  readonly job?: JobBudget;
  /** The phases and plans whose budgets are looked at. */
  readonly of: readonly Pick<SpentOn, "phase" | "plan">[];
}

/** Tells the usage limit that still holds, and the budgets of which nothing is left: with numbers, and the key that raises each. Writes nothing. */
export function spendingReasons({ files, clock }: Pick<Ports, "files" | "clock">, place: Place, { version, config, job, of }: SpendingQuestion): readonly Reason[] {
  const name = usageNameOf(version);
  const { records } = readUsage(join(usageFolder(place), name));
  if (records.length === 0) return [];
  const until = limitIn(records, clock.now());
  const folder = joinPath(dirname(jobsFolder(place.project, "pending")), ".usage", name);
  const limit: readonly Reason[] = until === undefined ? [] : [{ what: "usage-limit", says: `a usage limit was met that holds until ${until}`, at: { type: "log", path: folder }, because: [] }];
  const since = Date.parse(job?.since ?? "");
  const counted = records.filter(({ at }) => Number.isNaN(since) || Date.parse(at) >= since);
  const book = counted.reduce((all, record) => settleBudget(all, { id: "", budgets: budgetsOf(config, record, job), used: amountsOfUsage(record) }), createBudgetBook());
  const used = of.flatMap((each) => {
    const exceeded = exceededBudget(book, budgetsOf(config, each, job));
    return exceeded === undefined ? [] : [{ says: tellExceeded(exceeded), key: keyOfBudget(exceeded) }];
  });
  const each = new Map(used.map(({ says, key }) => [says, key]));
  return [...limit, ...[...each].map(([says, key]): Reason => ({ what: "budget", says, ...keyPlace({ files }, place, key), remedy: `raise limits.${key}`, because: [] }))];
}

/** The line of the configuration that sets the limit. */
function keyPlace({ files }: Pick<Ports, "files">, place: Place, key: string): Pick<Reason, "at"> {
  const config = findConfig(files, place);
  if (config === undefined || isRefusal(config)) return {};
  const lines = config.text.split(/\r\n|\r|\n/);
  const line = lines.findIndex((text) => text.includes(`"${key}"`));
  return { at: { type: "file", path: config.path, ...(line < 0 ? {} : { line: line + 1, column: (lines[line] ?? "").indexOf(`"${key}"`) + 1 }) } };
}
