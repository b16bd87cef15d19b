import type { Uat, UatGap, UatTest } from "../planning/uat-types.js";
import { commandOf, repoOf, testNumbers, testStanding } from "./standing.js";
import { isSameTest } from "./uat-test-name.js";
import type { Audit } from "./types.js";
import { TEST_VERDICTS } from "./verdict.js";

/** The source of a gap that a test command showed, and of one that was found in files. Every other gap of a UAT file is a person's. */
export const AUDIT_GAP_SOURCES = Object.freeze({ test: "test_execution", structure: "structural_verification" });

/**
 * What people have reported in a UAT file and nobody has resolved, one sentence an entry: issues at their tests, gaps of theirs, and issues that somebody wrote at a
 * test command which the audit did not find failing. While there is one, nothing is passed.
 * @param audit Whose results stand in the file; absent: issues at test commands are not looked at.
 */
export function personsIssues(uat: Uat, audit?: Pick<Audit, "steps">): readonly string[] {
  const tests = uat.tests.filter((test) => test.result === "issue" && (test.command === undefined || isAgainst(audit, test)));
  const gaps = uat.gaps.filter((gap) => isPersonsGap(gap) && gap.status !== "resolved" && !tests.some(({ number }) => number === gap.test));
  return [
    ...tests.map(({ number, name, reported }: UatTest) => `a person has reported an issue at test ${String(number)}, ${name}${reported === undefined ? "" : `: ${reported}`}`),
    ...gaps.map(({ id, truth, reason }) => `a person has reported a gap${id === undefined ? "" : `, ${id}`}: ${truth}${reason === undefined ? "" : ` (${reason})`}`),
  ];
}

/** Whether a gap was written by a person, and not by an audit. */
export function isPersonsGap({ source }: Pick<UatGap, "source">): boolean {
  return source !== AUDIT_GAP_SOURCES.test && source !== AUDIT_GAP_SOURCES.structure;
}

function isAgainst(audit: Pick<Audit, "steps"> | undefined, known: UatTest): boolean {
  const test = audit === undefined ? undefined : testNumbers(audit).find((each) => isSameTest(known, { command: commandOf(audit, each), repo: repoOf(audit, each) }));
  return audit !== undefined && test !== undefined && TEST_VERDICTS[testStanding(audit, test)] !== "gaps_found";
}
