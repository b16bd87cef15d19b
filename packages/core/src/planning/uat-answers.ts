import { type IssueSeverity } from "./issue-severity.js";
import { isPersonsTest } from "./uat-questions.js";
import type { NewUatGap, Uat, UatChange, UatGap, UatTest } from "./uat-types.js";

/** What a person says about one test. */
export type UatAnswer =
  /** `note`: how it was passed, where nobody looked. */
  | { readonly type: "pass"; readonly note?: string }
  /** `reported`: what was seen. */
  | { readonly type: "issue"; readonly reported: string; readonly severity: IssueSeverity }
  | { readonly type: "skip"; readonly reason?: string }
  /** `by`: what is in the way, in a word of {@link BLOCKED_BY}. */
  | { readonly type: "blocked"; readonly by: BlockedBy; readonly reason?: string };

/** What may keep a person from testing. (formats.md 14) */
export const BLOCKED_BY = ["server", "physical-device", "release-build", "third-party", "prior-phase", "other"] as const;

/** One of {@link BLOCKED_BY}. */
export type BlockedBy = (typeof BLOCKED_BY)[number];

/** How far the acceptance of a phase is. */
export interface UatStanding {
  /** Tests of people that have no answer yet, or could not be done; in the order of the file. */
  readonly open: readonly UatTest[];
  /** Tests that have an issue, those of commands included. */
  readonly issues: readonly UatTest[];
  /** Gaps that are not resolved. */
  readonly gaps: readonly UatGap[];
  readonly passed: number;
  readonly skipped: number;
  readonly total: number;
}

/** Tells how far the acceptance of a phase is. A result in words that DGS does not know is none. */
export function uatStanding(uat: Uat): UatStanding {
  const count = (result: UatTest["result"]): number => uat.tests.filter((test) => test.result === result).length;
  return {
    open: uat.tests.filter((test) => isPersonsTest(test) && ["pending", "unknown", "blocked"].includes(test.result)),
    issues: uat.tests.filter((test) => test.result === "issue"),
    gaps: uat.gaps.filter(({ status }) => status !== "resolved"),
    passed: count("pass"),
    skipped: count("skipped"),
    total: uat.tests.length,
  };
}

/**
 * Returns the status that a UAT file has by what stands in it: `testing` while a person's test is open, else
 * `complete`, or `diagnosed` or `gaps_found` where there are issues or gaps: `complete` would close the file over them.
 */
export function uatStatus(uat: Uat): "testing" | "partial" | "complete" | "diagnosed" | "gaps_found" {
  const { open, issues, gaps } = uatStanding(uat);
  if (open.length > 0) return open.every(({ result }) => result === "blocked") ? "partial" : "testing";
  if (issues.length === 0 && gaps.length === 0 && uat.tests.every(({ result }) => result === "pass" || result === "skipped")) return "complete";
  return uat.status === "diagnosed" ? "diagnosed" : "gaps_found";
}

/** Returns what an answer changes in a UAT file: the test, its gap, and the status and pointer that follow. `at`: ISO 8601. */
export function answerChange(uat: Uat, test: UatTest, answer: UatAnswer, at: string): UatChange {
  const tests = [{ number: test.number, ...resultOf(answer) }];
  const own = uat.gaps.filter((gap) => gap.test === test.number && gap.status !== "resolved");
  const change: UatChange = answer.type === "issue" ? { tests, newGaps: own.length > 0 ? [] : [gapOf(uat, test, answer)] } : { tests, gaps: answer.type === "pass" ? own.flatMap(({ id }) => (id === undefined ? [] : [{ id, status: "resolved" }])) : [] };
  const after = answered(uat, test, answer, change);
  const [next] = after.tests.filter((each) => isPersonsTest(each) && (each.result === "pending" || each.result === "unknown"));
  return { ...change, status: uatStatus(after), updated: at, current: next === undefined ? "complete" : { number: next.number, name: next.name, expected: next.expected ?? next.name } };
}

function resultOf(answer: UatAnswer): Pick<NonNullable<UatChange["tests"]>[number], "result" | "reported" | "severity" | "reason" | "blockedBy"> {
  const none = { reported: null, severity: null, reason: null, blockedBy: null };
  switch (answer.type) {
    case "pass":
      return { ...none, result: "pass", reason: answer.note ?? null };
    case "issue":
      return { ...none, result: "issue", reported: answer.reported, severity: answer.severity };
    case "skip":
      return { ...none, result: "skipped", reason: answer.reason ?? null };
    case "blocked":
      return { ...none, result: "blocked", blockedBy: answer.by, reason: answer.reason ?? null };
  }
}

function gapOf(uat: Uat, test: UatTest, { reported, severity }: UatAnswer & { readonly type: "issue" }): NewUatGap {
  return { id: nextGapId(uat.gaps), truth: test.expected ?? test.name, status: "failed", reason: `A person reported: ${reported}`, severity, test: test.number, source: "person" };
}

/** Returns an id that no gap of a UAT file has; `further`: how many new ones come before it. */
export function nextGapId(gaps: readonly Pick<UatGap, "id">[], further = 0): string {
  const used = gaps.flatMap(({ id }) => Number(/^G-(\d{1,9})$/.exec(id ?? "")?.[1] ?? 0));
  return `G-${String(Math.max(0, ...used) + 1 + further).padStart(2, "0")}`;
}

/** The file as it is once the answer stands in it, as far as the status depends on it. */
function answered(uat: Uat, test: UatTest, answer: UatAnswer, change: UatChange): Uat {
  const result = answer.type === "skip" ? "skipped" : answer.type;
  const resolved = (change.gaps ?? []).map(({ id }) => id);
  const gaps = uat.gaps.map((gap) => (gap.id !== undefined && resolved.includes(gap.id) ? { ...gap, status: "resolved" } : gap));
  const added = (change.newGaps ?? []).map(({ status }) => ({ ...EMPTY_GAP, status, at: test.at }));
  // A new issue is one that nobody has diagnosed.
  const status = answer.type === "issue" ? undefined : uat.status;
  return { ...uat, status, tests: uat.tests.map((each) => (each === test ? { ...each, result } : each)), gaps: [...gaps, ...added] };
}

const EMPTY_GAP: Omit<UatGap, "at"> = { id: undefined, truth: "", status: undefined, reason: undefined, severity: undefined, test: undefined, source: undefined, gapType: undefined, rootCause: undefined, missing: [] };
