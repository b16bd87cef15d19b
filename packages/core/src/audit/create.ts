import type { AuditStep, TestToRun } from "./types.js";

/** The steps of a new audit. */
export function auditSteps(tests: readonly TestToRun[]): readonly AuditStep[] {
  const runs = tests.map(({ number, passedBefore, ...test }): AuditStep => ({ stage: "test", test: number, ...test, ...(passedBefore === true ? PASSED_BEFORE : { status: "pending" }) }));
  const others = (["look", "verify structure", "merge", "record"] as const).map((stage): AuditStep => ({ stage, status: "pending" }));
  return [...runs, ...others];
}

const PASSED_BEFORE = { status: "completed", outcome: "passed", skipped: "it passed in an earlier audit" } as const;
