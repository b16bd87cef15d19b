import type { NewUatGap, NewUatTest, Uat, UatChange, UatGapChange, UatTestChange } from "../planning/uat-types.js";
import { whyOf } from "./failures.js";
import { commandOf, gapsOf, reasonOf, testNumbers, testStanding } from "./standing.js";
import type { Audit } from "./types.js";
import { type AuditVerdict, TEST_VERDICTS, type TestStanding } from "./verdict.js";

/** What an audit has to say about the test commands and the gaps of a phase, for a UAT file that is there or not. */
export interface UatOfAudit {
  readonly change: UatChange;
  /** Of a file that is not there yet. */
  readonly fresh: { readonly tests: readonly NewUatTest[]; readonly gaps: readonly NewUatGap[] };
}

/**
 * How the results of an audit stand in the UAT file: those of commands are replaced, gaps that are closed are said to be resolved, and what people wrote stays.
 * Tests are found by their command, so that one that a person put in meanwhile is not taken for another. (Seed 000, "How It Works", stage 4)
 */
export function uatOfAudit(audit: Audit, uat: Uat | undefined, { status, updated }: { readonly status: AuditVerdict; readonly updated: string }): UatOfAudit {
  const ran = testNumbers(audit).map((test) => ({ command: commandOf(audit, test), ...resultOf(audit, test) }));
  const known = ran.flatMap((each) => (uat?.tests ?? []).filter((test) => test.command === each.command).slice(0, 1).map((test) => ({ ...each, number: test.number })));
  const added = ran.filter((each) => !known.some(({ command }) => command === each.command));
  const last = (uat?.tests ?? []).reduce((most, test) => Math.max(most, test.number), 0);
  const numbers = new Map([...known.map(({ command, number }) => [command, number] as const), ...added.map(({ command }, index) => [command, last + index + 1] as const)]);
  const gaps = gapChanges(audit, uat, numbers);
  const newTests = added.map(newTest);
  return {
    change: { status, updated, tests: known.map(testChange), newTests, gaps: gaps.changed, newGaps: gaps.added },
    fresh: { tests: newTests, gaps: gaps.added },
  };
}

interface TestResult {
  readonly command: string;
  readonly result: "pass" | "issue" | "blocked" | "pending";
  readonly exit: number | undefined;
  /** What a command that failed said, or why nobody can tell. */
  readonly said: string;
}

function resultOf(audit: Audit, test: number): Omit<TestResult, "command"> {
  const standing = testStanding(audit, test);
  const last = audit.steps.findLast((step) => step.test === test && step.outcome !== undefined);
  return { result: RESULTS[standing], exit: last?.exit, said: TEST_VERDICTS[standing] === "gaps_found" ? (whyOf(audit, test) ?? standing) : (reasonOf(audit, test) ?? standing) };
}

const RESULTS: Readonly<Record<TestStanding, TestResult["result"]>> = { passed: "pass", failed: "issue", "timed-out": "issue", "says-failed": "issue", "no-test-ran": "issue", infrastructure: "blocked", silent: "pending", flaky: "pending", "red-before": "pending", "not-run": "pending" };

function testChange({ number, result, exit, said }: TestResult & { readonly number: number }): UatTestChange {
  const isIssue = result === "issue";
  return { number, result, exit: exit ?? null, reported: isIssue ? said : null, severity: isIssue ? "major" : null, reason: result === "blocked" || result === "pending" ? said : null };
}

function newTest({ command, result, exit, said }: TestResult): NewUatTest {
  return {
    ...{ name: `Test command ${command}`, expected: "exit 0", result, command },
    ...(exit === undefined ? {} : { exit }),
    ...(result === "issue" ? { reported: said, severity: "major" } : result === "pass" ? {} : { reason: said }),
  };
}

/** Gaps that are open and were not found again are resolved: all of them were looked for again. */
function gapChanges(audit: Audit, uat: Uat | undefined, numbers: ReadonlyMap<string, number>): { readonly changed: readonly UatGapChange[]; readonly added: readonly NewUatGap[] } {
  const found = gapsOf(audit).map((gap) => ({ ...gap, uatTest: gap.source === "test" && gap.test !== undefined ? numbers.get(commandOf(audit, gap.test)) : undefined }));
  const open = (uat?.gaps ?? []).filter((gap) => gap.status !== "resolved");
  const isOf = (gap: (typeof found)[number], known: (typeof open)[number]): boolean => (gap.uatTest === undefined ? known.test === undefined && known.truth === gap.truth : known.test === gap.uatTest);
  const cause = (text: string | undefined): { rootCause?: string } => (text === undefined ? {} : { rootCause: text });
  const ours = new Set([...numbers.values()]);
  const changed = open.flatMap((known): UatGapChange[] => {
    if (known.id === undefined) return [];
    const again = found.find((gap) => isOf(gap, known));
    if (again !== undefined) return again.rootCause === undefined || again.rootCause === known.rootCause ? [] : [{ id: known.id, ...cause(again.rootCause) }];
    // A gap that a person reported, at a test of theirs, is theirs to close.
    return known.source === STRUCTURAL || (known.test !== undefined && ours.has(known.test)) ? [{ id: known.id, status: "resolved" }] : [];
  });
  const used = (uat?.gaps ?? []).flatMap(({ id }) => Number(/^G-(\d+)$/.exec(id ?? "")?.[1] ?? 0));
  const first = Math.max(0, ...used) + 1;
  const added = found
    .filter((gap) => !open.some((known) => isOf(gap, known)))
    .map((gap, index): NewUatGap => ({
      ...{ id: `G-${String(first + index).padStart(2, "0")}`, truth: gap.truth, status: "failed", severity: gap.severity },
      ...(gap.why === undefined ? {} : { reason: gap.why }),
      ...(gap.uatTest === undefined ? { source: STRUCTURAL, gapType: "structural" } : { test: gap.uatTest, source: "test_execution" }),
      ...cause(gap.rootCause),
    }));
  return { changed, added };
}

const STRUCTURAL = "structural_verification";
