import { costTable, type CostTable, type UsageRecord } from "@dgs/core";
import type { Place } from "../place.js";
import { refuse, type Refusal } from "../refusal.js";
import { readAllUsage } from "../spending/usage-files.js";

/** What `dgs cost` is told. */
export interface CostInput {
  /** Absent: everything in the project, quicks and fast changes too. */
  readonly version?: string;
}

/** `dgs cost`: where time, tokens and money went. What no agent told is absent, never 0. */
export interface CostReport extends CostTable {
  readonly type: "cost";
  /** Absent: everything in the project. */
  readonly version?: string;
  /** Files of records that could not be read. */
  readonly unread: number;
}

/** Tells where time, tokens and money went, also while runs go on. Reads what runs have written down and asks nobody. */
export function costReport(place: Pick<Place, "root" | "project">, { version }: CostInput): CostReport | Refusal {
  const { records, unread } = readAllUsage(place);
  const chosen = version === undefined ? records : usageOfMilestone(records, version);
  if (version !== undefined && chosen.length === 0) return refuse("no-usage", `nothing is known of what ${version} cost: no agent has run for it here`, knownRemedy(records));
  return { type: "cost", ...(version === undefined ? {} : { version }), ...costTable(chosen), unread };
}

/** The records of what was used up for one milestone. */
export function usageOfMilestone(records: readonly UsageRecord[], version: string): readonly UsageRecord[] {
  return records.filter(({ milestone }) => milestone !== undefined && milestoneName(milestone) === milestoneName(version));
}

/** A person may leave the `v` out. */
function milestoneName(version: string): string {
  return version.replace(/^v(?=\d)/i, "");
}

function knownRemedy(records: readonly UsageRecord[]): string {
  const known = [...new Set(records.flatMap(({ milestone }) => milestone ?? []))];
  return known.length === 0 ? "`dgs cost` without a version tells of everything in the project." : `Name one of ${known.join(", ")}, or none for everything in the project.`;
}
