import type { Problem } from "../problem.js";

/** One gap of a milestone. */
export interface MilestoneGap {
  readonly id: string;
  readonly kind: "requirement" | "integration" | "flow";
  readonly phase: string | undefined;
  readonly text: string;
}

/** A milestone's audit. */
export interface MilestoneAudit {
  readonly path: string;
  readonly status: "passed" | "gaps_found" | "tech_debt" | "unknown";
  readonly gaps: readonly MilestoneGap[];
  readonly problems: readonly Problem[];
}

/** Reads the audit of a milestone. */
export declare function readMilestoneAudit(source: string, path: string): MilestoneAudit;
