import type { AuditStep, TestToRun } from "./types.js";

/** The steps of a new audit. */
export function auditSteps(tests: readonly TestToRun[]): readonly AuditStep[] {
  const runs = tests.map(({ number, ...test }): AuditStep => ({ stage: "test", test: number, status: "pending", ...test }));
  const others = (["look", "verify structure", "merge", "record"] as const).map((stage): AuditStep => ({ stage, status: "pending" }));
  return [...runs, ...others];
}
