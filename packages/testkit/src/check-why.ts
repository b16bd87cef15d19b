import type { Reason, ReasonKind } from "@dgs/core";
import type { WhyReport } from "@dgs/runtime";
import { expect } from "vitest";

/** Reads the text of a piece of evidence by its path; `undefined` where nothing is there, `""` for a folder. */
export type ReadEvidence = (path: string) => string | undefined;

/** What the line of a reason's place has to say; kinds that are not here speak of a file as a whole. */
const CLAIMS: Readonly<Partial<Record<ReasonKind, RegExp>>> = {
  approval: /waiting|\[.\]/,
  checkpoint: /waiting:|\[.\]|<task|started:|Task/i,
  "comes-after": /\d/,
  cycles: /FixCycle|evidence:|inserted:|escalated:/i,
  "human-needed": /\S/,
  stage: /error:|started:|finished:|cut-off:|waiting:|\[.\]/,
  step: /error:|started:|finished:|note:|\[.\]/,
  tick: /\[.\]|Phase/,
  verification: /status|\[.\]|Phase/,
};

/** All reasons of a tree. */
function allReasons(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.flatMap((each) => [each, ...allReasons(each.because)]);
}

/** Holds an explanation against what it says: a reason with a place, places that are there and say what is claimed, and a way on where something is left to do. */
export function checkWhy(report: WhyReport, read: ReadEvidence): void {
  const where = `${report.subject.type} ${report.subject.id}: ${JSON.stringify(report, null, 1)}`;
  const reasons = allReasons(report.reasons);
  expect(report.reasons.length, where).toBeGreaterThan(0);
  expect(reasons.some(({ at }) => at !== undefined), where).toBe(true);
  for (const { at, says, what } of reasons) {
    expect(says.trim(), where).not.toBe("");
    if (at === undefined || at.type === "commit") continue;
    const text = read(at.path);
    expect(text, `${at.path} of ${where}`).toBeDefined();
    if (at.line === undefined || text === undefined) continue;
    const line = text.split(/\r\n|\r|\n/)[at.line - 1];
    expect(line, `${at.path}:${String(at.line)} of ${where}`).toBeDefined();
    if (at.type !== "file") continue;
    expect(at.column ?? 1, where).toBeLessThanOrEqual((line ?? "").length + 1);
    expect(line?.trim(), `${at.path}:${String(at.line)} of ${where}`).not.toBe("");
    const claim = CLAIMS[what];
    if (claim !== undefined) expect(line, `${what} at ${at.path}:${String(at.line)} of ${where}`).toMatch(claim);
  }
  const isOver = report.verdict === "done" || report.verdict === "skipped" || report.verdict === "given-up";
  if (!isOver) expect(report.way.length, where).toBeGreaterThan(0);
}
