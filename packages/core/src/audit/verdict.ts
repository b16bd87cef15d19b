/** How one run of a test command came out; all but `passed` say that it does not show what it should. */
export type TestOutcome = "passed" | "failed" | "timed-out" | "says-failed" | "no-test-ran" | "infrastructure" | "silent";

/** Whether the process of a test ended as one that found nothing. */
export function isGreen(outcome: TestOutcome): boolean {
  return outcome === "passed" || outcome === "silent";
}

/** What all runs of a test command together show. `flaky`: it failed, and passed unchanged; `red-before`: it failed in the same way before the phase. */
export type TestStanding = TestOutcome | "flaky" | "red-before" | "not-run";

/** What is told of the files. `unknown`: nobody looked, or not at everything. */
export type StructureStanding = "clean" | "gaps" | "questions" | "unknown";

/** What became of what the gate measures: test files, their configuration, the scripts behind the commands. */
export type GateStanding = "untouched" | "listed" | "loosened" | "unknown";

/** What an audit comes to. (Seed 000, "How It Works") */
export type AuditVerdict = "passed" | "human_needed" | "gaps_found" | "diagnosed";

/** A verdict before anybody has planned how gaps are closed. */
export type FirstVerdict = Exclude<AuditVerdict, "diagnosed">;

/** What a test standing alone means. */
export const TEST_VERDICTS: Readonly<Record<TestStanding, FirstVerdict>> = Object.freeze({
  passed: "passed",
  failed: "gaps_found",
  "timed-out": "gaps_found",
  "says-failed": "gaps_found",
  "no-test-ran": "gaps_found",
  infrastructure: "human_needed",
  silent: "human_needed",
  flaky: "human_needed",
  "red-before": "human_needed",
  "not-run": "human_needed",
});

/** What is told of the files, alone. */
export const STRUCTURE_VERDICTS: Readonly<Record<StructureStanding, FirstVerdict>> = Object.freeze({ clean: "passed", gaps: "gaps_found", questions: "human_needed", unknown: "human_needed" });

/** What became of the gate, alone: the result of a measure that was changed is for a person to judge. */
export const GATE_VERDICTS: Readonly<Record<GateStanding, FirstVerdict>> = Object.freeze({ untouched: "passed", listed: "passed", loosened: "human_needed", unknown: "human_needed" });

/** Everything that a verdict follows from. */
export interface AuditStandings {
  /** One for each test command that the phase declares. */
  readonly tests: readonly TestStanding[];
  readonly structure: StructureStanding;
  readonly gate: GateStanding;
}

const WORST_FIRST: readonly FirstVerdict[] = ["gaps_found", "human_needed", "passed"];

/**
 * The verdict of an audit: the worst of all that was seen. It passes only where at least one test command passed, and nothing failed, is missing or is unknown.
 * (Seed 000, "How It Works"; design 3.5)
 */
export function verdictOf({ tests, structure, gate }: AuditStandings): FirstVerdict {
  // Where nothing was tested nothing is shown.
  const tested = tests.length === 0 ? (["human_needed"] as const) : tests.map((each) => TEST_VERDICTS[each]);
  const all: readonly FirstVerdict[] = [...tested, STRUCTURE_VERDICTS[structure], GATE_VERDICTS[gate]];
  return WORST_FIRST.find((verdict) => all.includes(verdict)) ?? "human_needed";
}

/** The exit code of a verdict, and how it is written. (design 6) */
export const VERDICT_EXITS: Readonly<Record<AuditVerdict, number>> = Object.freeze({ passed: 0, human_needed: 4, gaps_found: 3, diagnosed: 3 });
