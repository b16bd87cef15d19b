import { oldFailures } from "./failures.js";
import type { Audit, AuditGap, AuditStep } from "./types.js";
import { AGAIN_RUNS } from "./types.js";
import { type AuditStandings, type GateStanding, isGreen, type StructureStanding, TEST_VERDICTS, type TestOutcome, type TestStanding } from "./verdict.js";

/** Which test commands an audit has, by their numbers in the order of its file. */
export function testNumbers({ steps }: Pick<Audit, "steps">): readonly number[] {
  return steps.flatMap((step) => (step.stage === "test" && step.test !== undefined ? [step.test] : []));
}

/** What all runs of a test command together show so far. */
export function testStanding({ steps }: Pick<Audit, "steps">, test: number): TestStanding {
  const own = steps.filter((step) => step.test === test);
  const first = own.find((step) => step.stage === "test");
  if (first?.status !== "completed") return "not-run";
  if (first.skipped !== undefined && first.outcome === undefined) return first.coveredBy === undefined || testStanding({ steps }, first.coveredBy) !== "passed" ? "not-run" : "passed";
  if (first.outcome === undefined) return "not-run";
  if (first.outcome === "passed" || first.outcome === "silent") return first.outcome;
  return standingOfFailure(own, first.outcome);
}

/** Of a command that did not pass at first: its later runs may show that it is flaky, or that it was red before. */
function standingOfFailure(own: readonly AuditStep[], first: TestOutcome): TestStanding {
  const again = own.flatMap((step) => (step.stage === "test again" && step.status === "completed" ? (step.outcome ?? "failed") : []));
  if (again.length >= AGAIN_RUNS && again.every(isGreen)) return "flaky";
  if (own.some((step) => step.stage === "test on base" && step.status === "completed" && step.already === "yes")) return "red-before";
  // Cut off between two runs, or a failure that comes and goes: the worst of them stands.
  return [first, ...again].find((each) => TEST_VERDICTS[each] === "gaps_found") ?? first;
}

/** The gaps of an audit with their names, in the order of its file. */
export function gapsOf({ steps }: Pick<Audit, "steps">): readonly (AuditGap & AuditStep)[] {
  return steps.flatMap((step) => (step.stage === "diagnose" && step.truth !== undefined && step.source !== undefined && step.severity !== undefined ? [{ ...step, truth: step.truth, source: step.source, severity: step.severity }] : []));
}

/** Everything that a verdict follows from, as far as the audit has come. */
export function standingsOf(audit: Pick<Audit, "steps">): AuditStandings {
  return { tests: testNumbers(audit).map((test) => testStanding(audit, test)), structure: structureStanding(audit), gate: gateStanding(audit) };
}

function structureStanding(audit: Pick<Audit, "steps">): StructureStanding {
  const looks = (["look", "verify structure"] as const).map((stage) => audit.steps.findLast((step) => step.stage === stage));
  if (looks.some((step) => step?.status !== "completed")) return "unknown";
  if (gapsOf(audit).some((gap) => gap.source !== "test")) return "gaps";
  return looks.some((step) => (step?.human ?? []).length > 0) ? "questions" : "clean";
}

function gateStanding({ steps }: Pick<Audit, "steps">): GateStanding {
  const look = steps.findLast((step) => step.stage === "look");
  return look?.status === "completed" ? (look.gate ?? "unknown") : "unknown";
}

/** What a person has to look at, one item an entry. (Seed 000, "Status outcomes") */
export function humanNeededOf(audit: Pick<Audit, "steps">): readonly string[] {
  const tests = testNumbers(audit).flatMap((test) => {
    const said = reasonOf(audit, test);
    return said === undefined ? [] : [`${testLabel(audit, test)} ${said}`];
  });
  const none = testNumbers(audit).length === 0 ? ["no test command is declared (VALIDATION.md, the plans' <automated>, workflow.test_command): nothing was tested"] : [];
  return [...none, ...tests, ...audit.steps.flatMap((step) => step.human ?? [])];
}

/** Why only a person can tell what all runs of a test command mean; `undefined` where everybody can. */
export function reasonOf(audit: Pick<Audit, "steps">, test: number): string | undefined {
  const standing = testStanding(audit, test);
  const said = HUMAN[standing];
  return standing === "red-before" && said !== undefined ? `${said}${oldFailures(audit, test)}` : said;
}

const HUMAN: Readonly<Partial<Record<TestStanding, string>>> = {
  infrastructure: "could not be run: that says nothing about the code",
  silent: "ended with exit 0 and printed nothing: whether it tests anything, only a person can tell",
  flaky: "failed once and then passed unchanged: it is flaky",
  "red-before": "fails as it did before the phase",
  "not-run": "was not run",
};

/** A test command as people are told of it: in backticks, and of several repos with the one that it runs in. */
export function testLabel(audit: Pick<Audit, "steps">, test: number): string {
  return `\`${commandOf(audit, test)}\`${inRepo(repoOf(audit, test))}`;
}

/** How the repo of a command is told behind it; empty where there is only one. */
export function inRepo(repo: string | undefined): string {
  return repo === undefined ? "" : ` in ${repo}`;
}

/** The repo that a test command runs in, by its number; `undefined` where the product has only one. */
export function repoOf({ steps }: Pick<Audit, "steps">, test: number): string | undefined {
  return steps.find((step) => step.stage === "test" && step.test === test)?.repo;
}

/** The text of a test command, by its number. */
export function commandOf({ steps }: Pick<Audit, "steps">, test: number): string {
  return steps.find((step) => step.stage === "test" && step.test === test)?.command ?? "";
}
