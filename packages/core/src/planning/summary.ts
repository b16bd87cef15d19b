import type { PlanId } from "../ids/plan-id.js";
import type { Problem } from "../problem.js";

/** A plan's `SUMMARY.md`: what an agent says it did. */
export interface Summary {
  readonly path: string;
  readonly plan: PlanId | undefined;
  /** `status:` in small letters. */
  readonly status: string | undefined;
  readonly oneLiner: string | undefined;
  readonly keyFiles: { readonly created: readonly string[]; readonly modified: readonly string[] };
  readonly requirementsCompleted: readonly string[];
  readonly selfCheckFailed: boolean;
  /** The text of the section on deviations. */
  readonly deviations: string | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a summary. */
export declare function readSummary(source: string, path: string): Summary;

/** Returns what an agent is told about its summary. */
export declare function checkSummary(summary: Summary, expected: PlanId): readonly Problem[];
