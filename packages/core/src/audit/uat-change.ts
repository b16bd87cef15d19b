import type { NewUatGap, NewUatTest, Uat, UatChange, UatGapChange, UatTest, UatTestChange } from "../planning/uat-types.js";
import { whyOf } from "./failures.js";
import { AUDIT_GAP_SOURCES, isPersonsGap, personsIssues } from "./persons-issues.js";
import { commandOf, gapsOf, reasonOf, repoOf, testNumbers, testStanding } from "./standing.js";
import { isSameTest, nameOfTest } from "./uat-test-name.js";
import type { Audit } from "./types.js";
import { type AuditVerdict, TEST_VERDICTS, type TestStanding } from "./verdict.js";

/** What an audit has to say about the test commands and the gaps of a phase, for a UAT file that is there or not. */
export interface UatOfAudit {
  readonly change: UatChange;
  /** Of a file that is not there yet. */
  readonly fresh: { readonly tests: readonly NewUatTest[]; readonly gaps: readonly NewUatGap[] };
}

/** What the results of an audit are written down with. */
export interface UatOfAuditInput {
  readonly status: AuditVerdict;
  /** ISO 8601. */
  readonly updated: string;
  /** The audits whose results the file may hold: from the last one that came to its end, before this one. */
  readonly earlier: readonly Pick<Audit, "steps">[];
}

/**
 * How the results of an audit stand in the UAT file: those of commands are replaced, gaps that are closed are said to be resolved, and what people wrote stays: their
 * tests, their gaps, and an issue that somebody wrote at a test command which no audit found failing. While an issue of a person is open the file is not `passed`.
 * Tests are found by their command, so that one that a person put in meanwhile is not taken for another. (Seed 000, "How It Works", stage 4)
 */
export function uatOfAudit(audit: Audit, uat: Uat | undefined, { status, updated, earlier }: UatOfAuditInput): UatOfAudit {
  const ran = testNumbers(audit).map((test) => ({ test, command: commandOf(audit, test), repo: repoOf(audit, test), ...resultOf(audit, test) }));
  const known = ran.flatMap((each) => (uat?.tests ?? []).filter((test) => isSameTest(test, each)).slice(0, 1).map((test) => ({ ...each, number: test.number, isPersons: isPersonsResult(test, each, earlier) })));
  const added = ran.filter((each) => !known.some(({ test }) => test === each.test));
  const last = (uat?.tests ?? []).reduce((most, test) => Math.max(most, test.number), 0);
  const numbers = new Map([...known.map(({ test, number }) => [test, number] as const), ...added.map(({ test }, index) => [test, last + index + 1] as const)]);
  const gaps = gapChanges(audit, uat, numbers);
  const newTests = added.map(newTest);
  const isOpen = known.some(({ isPersons }) => isPersons) || (uat !== undefined && personsIssues(uat).length > 0);
  return {
    change: { status: status === "passed" && isOpen ? "human_needed" : status, updated, tests: known.map((each) => (each.isPersons ? { number: each.number, ...exitOf(each.exit) } : testChange(each))), newTests, gaps: gaps.changed, newGaps: gaps.added },
    fresh: { tests: newTests, gaps: gaps.added },
  };
}

/** Whether an issue at a test command is a person's word: no audit that may have written it found the command failing. */
function isPersonsResult(test: Pick<UatTest, "result" | "reported">, now: TestResult, earlier: readonly Pick<Audit, "steps">[]): boolean {
  if (test.result !== "issue" || (now.result === "issue" && test.reported === now.said)) return false;
  const before = earlier.flatMap((audit) => testNumbers(audit).filter((number) => commandOf(audit, number) === now.command && (repoOf(audit, number) ?? now.repo) === now.repo).map((number) => resultOf(audit, number).result));
  return before.length > 0 && !before.includes("issue");
}

interface TestResult {
  readonly command: string;
  readonly repo: string | undefined;
  readonly result: "pass" | "issue" | "blocked" | "pending";
  /** `null`: it ended with none; absent: it was not run in this audit, and what is known of an earlier one stays. */
  readonly exit?: number | null;
  /** What a command that failed said, or why nobody can tell. */
  readonly said: string;
}

function resultOf(audit: Pick<Audit, "steps">, test: number): Omit<TestResult, "command" | "repo"> {
  const standing = testStanding(audit, test);
  const last = audit.steps.findLast((step) => step.test === test && step.outcome !== undefined && step.skipped === undefined);
  return { result: RESULTS[standing], ...(last === undefined ? {} : { exit: last.exit ?? null }), said: TEST_VERDICTS[standing] === "gaps_found" ? (whyOf(audit, test) ?? standing) : (reasonOf(audit, test) ?? standing) };
}

const RESULTS: Readonly<Record<TestStanding, TestResult["result"]>> = { passed: "pass", failed: "issue", "timed-out": "issue", "says-failed": "issue", "no-test-ran": "issue", infrastructure: "blocked", silent: "pending", flaky: "pending", "red-before": "pending", "not-run": "pending" };

function testChange({ number, result, exit, said }: TestResult & { readonly number: number }): UatTestChange {
  const isIssue = result === "issue";
  return { number, result, ...exitOf(exit), reported: isIssue ? said : null, severity: isIssue ? "major" : null, reason: result === "blocked" || result === "pending" ? said : null };
}

function exitOf(exit: UatTestChange["exit"]): Pick<UatTestChange, "exit"> {
  return exit === undefined ? {} : { exit };
}

function newTest({ command, repo, result, exit, said }: TestResult): NewUatTest {
  return {
    ...{ name: nameOfTest(command, repo), expected: "exit 0", result, command },
    ...(exit === undefined || exit === null ? {} : { exit }),
    ...(result === "issue" ? { reported: said, severity: "major" } : result === "pass" ? {} : { reason: said }),
  };
}

/** Gaps that are open and were not found again are resolved: all of them were looked for again. */
function gapChanges(audit: Audit, uat: Uat | undefined, numbers: ReadonlyMap<number, number>): { readonly changed: readonly UatGapChange[]; readonly added: readonly NewUatGap[] } {
  const found = gapsOf(audit).map((gap) => ({ ...gap, uatTest: gap.source === "test" && gap.test !== undefined ? numbers.get(gap.test) : undefined }));
  // A gap that a person reported is theirs to close, also at a test command.
  const open = (uat?.gaps ?? []).filter((gap) => gap.status !== "resolved" && !isPersonsGap(gap));
  const isOf = (gap: (typeof found)[number], known: (typeof open)[number]): boolean => (gap.uatTest === undefined ? known.test === undefined && known.truth === gap.truth : known.test === gap.uatTest);
  const cause = (text: string | undefined): { rootCause?: string } => (text === undefined ? {} : { rootCause: text });
  const ours = new Set([...numbers.values()]);
  const changed = open.flatMap((known): UatGapChange[] => {
    if (known.id === undefined) return [];
    const again = found.find((gap) => isOf(gap, known));
    if (again !== undefined) return again.rootCause === undefined || again.rootCause === known.rootCause ? [] : [{ id: known.id, ...cause(again.rootCause) }];
    return known.source === AUDIT_GAP_SOURCES.structure || (known.test !== undefined && ours.has(known.test)) ? [{ id: known.id, status: "resolved" }] : [];
  });
  const used = (uat?.gaps ?? []).flatMap(({ id }) => Number(/^G-(\d+)$/.exec(id ?? "")?.[1] ?? 0));
  const first = Math.max(0, ...used) + 1;
  const added = found
    .filter((gap) => !open.some((known) => isOf(gap, known)))
    .map((gap, index): NewUatGap => ({
      ...{ id: `G-${String(first + index).padStart(2, "0")}`, truth: gap.truth, status: "failed", severity: gap.severity },
      ...(gap.why === undefined ? {} : { reason: gap.why }),
      ...(gap.uatTest === undefined ? { source: AUDIT_GAP_SOURCES.structure, gapType: "structural" } : { test: gap.uatTest, source: AUDIT_GAP_SOURCES.test }),
      ...cause(gap.rootCause),
    }));
  return { changed, added };
}
