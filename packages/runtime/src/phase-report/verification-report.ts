import { type Files, type PlanningPath, readVerification } from "@dgs/core";
import type { VerificationReport } from "../commands/execute-phase-reports.js";
import { plainProse } from "./brief-text.js";

/** Tells what a verification says; `undefined` where there is none. Its status is that of the front matter. */
export function verificationReport(files: Pick<Files, "read">, path: PlanningPath | undefined): VerificationReport | undefined {
  const text = path === undefined ? undefined : files.read(path);
  if (path === undefined || typeof text !== "string") return undefined;
  const { status, statusText, score, gaps, human } = readVerification(text, path);
  return {
    status: status === "unknown" ? (statusText ?? status) : status,
    ...(score === undefined ? {} : { score }),
    path,
    gaps: gaps.map(({ truth, reason, missing }) => ({ truth: plainProse(truth), ...(reason === undefined ? {} : { reason: plainProse(reason) }), missing: missing.map(plainProse) })),
    human: human.map(({ test, expected, why }) => ({ test: plainProse(test), ...(expected === undefined ? {} : { expected: plainProse(expected) }), ...(why === undefined ? {} : { why: plainProse(why) }) })),
  };
}
