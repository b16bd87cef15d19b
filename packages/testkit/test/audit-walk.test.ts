import { AGAIN_RUNS, type Audit, auditMachine, type AuditObservation, type AuditStageOutcome, FIX_ROUNDS, gapsOfAudit, humanNeededOfAudit, joinPath, parsePhaseNumber, renderAudit, standingsOf, testStanding, type TestToRun } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { auditStageOutcomes, nameOfAuditStep, startOfAuditEffect } from "../src/audit-outcomes.js";
import { plan } from "../src/phase-outcomes.js";
import { auditOf } from "../src/audit-subject.js";
import { walkStates } from "../src/walk.js";

const at = "2026-01-01T00:00:00.000Z";
const path = joinPath("phases", "03-auth", "03-AUDIT.md");
const phase = parsePhaseNumber("3");
if (phase === undefined) throw new Error("no phase");
const heads = { app: "0123456789012345678901234567890123456789" };

const SUITE: TestToRun = { number: 1, command: "npm test", origin: "full suite" };
const PLAN: TestToRun = { number: 2, command: "npm test -- a", origin: "plan 03-01", coveredBy: 1 };

function opened(tests: readonly TestToRun[], base: Readonly<Record<string, string>> = heads, agents = 2): Audit {
  const audit = auditOf(path, new Map([[path, renderAudit({ phase: phase as NonNullable<typeof phase>, name: "Auth", created: at, rerunFailed: false, agents, heads, base, waiting: [], tests })]]));
  expect(audit.problems).toEqual([]);
  return observe(audit, { type: "audit-opened", at, heads, agents });
}

function observe(audit: Audit, ...seen: readonly AuditObservation[]): Audit {
  return seen.reduce((state, each) => auditMachine.decide(state, each).reduce(auditMachine.evolve, state), audit);
}

/** One outcome of each kind that the machine tells apart. */
const KINDS: readonly string[] = ["passed", "failed", "timed-out", "infrastructure"];

type Ways = (step: Audit["steps"][number], audit: Audit) => readonly AuditStageOutcome[];

function endsOf(audit: Audit, ways: Ways): AuditObservation[][] {
  const running = audit.steps.filter((step) => step.status === "in-progress");
  const ends = running.flatMap((step) => ways(step, audit).map((outcome): AuditObservation[] => [{ type: "step-ended", at, ...nameOfAuditStep(step), outcome }]));
  // A kill: what is under way stays `[>]`, and the next run opens.
  return running.length === 0 ? [] : [...ends, [{ type: "audit-opened", at, heads, agents: audit.agents }]];
}

/** What the machine can tell apart, without the times. */
function key({ status, verdict, steps }: Audit): string {
  return JSON.stringify([status, verdict, steps.map(({ stage, test, gap, status: mark, outcome, already, gate, cutOff, human, unplanned, reason, skipped }) => [stage, test, gap, mark, outcome, already, gate, cutOff !== undefined, human?.length, unplanned, reason, skipped])]);
}

/** What holds in every state that an audit can reach. */
function check(audit: Audit): void {
  const { steps, verdict } = audit;
  const running = steps.filter((step) => step.status === "in-progress");
  expect(running.filter((step) => step.stage === "diagnose").length).toBeLessThanOrEqual(audit.agents);
  if (running.some((step) => step.stage !== "diagnose")) expect(running).toHaveLength(1);
  expect(steps.filter((step) => step.stage === "plan fixes").length).toBeLessThanOrEqual(FIX_ROUNDS);
  for (const test of [1, 2]) expect(steps.filter((step) => step.stage === "test again" && step.test === test).length).toBeLessThanOrEqual(AGAIN_RUNS);
  const before = (stage: string): boolean => steps.slice(0, steps.findIndex((step) => step.stage === stage)).every((step) => step.status === "completed" || step.stage === "diagnose");
  for (const step of running) if (step.stage === "merge") expect(before("merge")).toBe(true);
  if (verdict === "passed") {
    const { tests, structure, gate } = standingsOf(audit);
    expect([tests.every((each) => each === "passed"), tests.length > 0, structure, gate === "untouched" || gate === "listed"]).toEqual([true, true, "clean", true]);
  }
  if (verdict === "diagnosed") expect(gapsOfAudit(audit).length).toBeGreaterThan(0);
}

function walk(start: Audit, ways: Ways, bound: number): ReturnType<typeof walkStates> {
  return walkStates(auditMachine, start, {
    observations: (effect) => [startOfAuditEffect(effect, at)],
    underWay: (audit) => endsOf(audit, ways),
    exits: (audit): AuditObservation[][] => (audit.status === "completed" ? [] : [[{ type: "audit-opened", at, heads, agents: audit.agents }]]),
    key,
    check,
    bound,
  });
}

describe("a walk over all states of an audit", () => {
  it.each<[string, Audit, Ways]>([
    ["one test, every outcome of the tests and of a look", opened([SUITE], heads, 1), (step) => auditStageOutcomes(step.stage).filter((each) => each.type !== "interrupted" && each.type !== "failed" && (each.type !== "tested" || KINDS.includes(each.outcome)))],
    ["two tests, one covering the other, no base", opened([SUITE, PLAN], {}, 1), (step) => (step.stage === "test" || step.stage === "test again" ? auditStageOutcomes(step.stage).filter((each) => each.type !== "tested" || KINDS.includes(each.outcome)) : auditStageOutcomes(step.stage).slice(0, 1))],
    ["gaps diagnosed side by side, plans refused", opened([SUITE]), (step) => (step.stage === "look" ? auditStageOutcomes(step.stage).slice(2, 3) : step.stage.startsWith("test") ? auditStageOutcomes(step.stage).slice(0, 2) : auditStageOutcomes(step.stage))],
    ["no test at all", opened([]), (step) => auditStageOutcomes(step.stage)],
  ])("%s", (_, start, ways) => {
    const { states, transitions, settled } = walk(start, ways, 120_000);
    console.log(`${String(states)} states, ${String(transitions)} transitions`);
    expect(states).toBeGreaterThan(50);
    for (const each of settled as readonly Audit[]) {
      expect(each.problems).toEqual([]);
      if (each.status === "completed") expect(each.verdict).toBeDefined();
      else expect(auditMachine.next(observe(each, { type: "audit-opened", at, heads, agents: 2 })).length, JSON.stringify(each)).toBeGreaterThan(0);
    }
  }, 120_000);
});

/** Plays an audit to its end: the first outcome that `answer` gives, else the good one. */
function run(start: Audit, answer: (stage: string, test: number | undefined, nth: number) => AuditStageOutcome | undefined): Audit {
  let audit = start;
  for (let turns = 0; turns < 200; turns++) {
    const effects = auditMachine.next(audit);
    audit = observe(audit, ...effects.flatMap((effect) => startOfAuditEffect(effect, at)));
    const step = audit.steps.find((each) => each.status === "in-progress");
    if (step === undefined && effects.length === 0) return audit;
    if (step === undefined) continue;
    const nth = audit.steps.filter((each) => each.stage === step.stage && each.test === step.test && each.status === "completed").length;
    const outcome = answer(step.stage, step.test, nth) ?? auditStageOutcomes(step.stage)[0];
    if (outcome !== undefined) audit = observe(audit, { type: "step-ended", at, ...nameOfAuditStep(step), outcome });
  }
  throw new Error("the audit does not end");
}

const tested = (outcome: "passed" | "failed" | "timed-out" | "no-test-ran" | "infrastructure" | "silent"): AuditStageOutcome => ({ type: "tested", outcome, said: outcome });
const stages = ({ steps }: Audit): readonly string[] => steps.map(({ stage, test, gap }) => [stage, gap ?? test].filter((each) => each !== undefined).join(" "));

describe("an audit", () => {
  it("passes, and runs what the suite covers only where the suite did not pass", () => {
    const end = run(opened([SUITE, PLAN]), () => undefined);
    expect(end).toMatchObject({ status: "completed", verdict: "passed" });
    expect(end.steps[1]).toMatchObject({ status: "completed", skipped: "covered by test 1, which passed" });
    expect(testStanding(end, 2)).toBe("passed");
    const red = run(opened([SUITE, PLAN]), (stage, test) => (test === 1 && stage.startsWith("test") && stage !== "test on base" ? tested("failed") : undefined));
    expect(stages(red)).toEqual(["test 1", "test again 1", "test on base 1", "diagnose G-01", "test 2", "look", "verify structure", "merge", "plan fixes", "check fixes", "record"]);
    expect(red).toMatchObject({ status: "completed", verdict: "diagnosed" });
    expect(gapsOfAudit(red)).toMatchObject([{ gap: "G-01", truth: "`npm test` passes", source: "test", test: 1, rootCause: "broke" }]);
  });

  it("calls a command flaky that fails and then passes twice, and does not pass for it", () => {
    const end = run(opened([SUITE]), (stage) => (stage === "test" ? tested("failed") : undefined));
    expect(stages(end)).toEqual(["test 1", "test again 1", "test again 1", "look", "verify structure", "merge", "record"]);
    expect(end.verdict).toBe("human_needed");
    expect(humanNeededOfAudit(end)).toEqual(["`npm test` failed once and then passed unchanged: it is flaky"]);
    const comesAndGoes = run(opened([SUITE], {}), (stage, _, nth) => (stage === "test" || (stage === "test again" && nth === 1) ? tested("failed") : undefined));
    expect(comesAndGoes.verdict).toBe("diagnosed");
  });

  it("reports what was red before the phase, and spends no plan on it", () => {
    const end = run(opened([SUITE]), (stage) => (stage === "test" || stage === "test again" ? tested("failed") : stage === "test on base" ? { type: "tested-on-base", already: true, said: "2 of 10 fail there, too" } : undefined));
    expect(end.verdict).toBe("human_needed");
    expect(gapsOfAudit(end)).toEqual([]);
    expect(humanNeededOfAudit(end)).toEqual(["`npm test` fails as it did before the phase"]);
  });

  it("needs a person where nothing was tested, a command could not be run or said nothing, or the gate was loosened", () => {
    for (const outcome of ["infrastructure", "silent"] as const) expect(run(opened([SUITE]), (stage) => (stage.startsWith("test") ? tested(outcome) : undefined)).verdict).toBe("human_needed");
    expect(run(opened([]), () => undefined)).toMatchObject({ status: "completed", verdict: "human_needed" });
    const loosened = run(opened([SUITE]), (stage) => (stage === "look" ? { type: "looked", held: 1, gate: "loosened", gaps: [], human: ["a test was skipped: a.test.js:3"] } : undefined));
    expect([loosened.verdict, humanNeededOfAudit(loosened)]).toEqual(["human_needed", ["a test was skipped: a.test.js:3"]]);
  });

  it("gives the plans up after three rounds, and the gaps stay", () => {
    const end = run(opened([SUITE], {}), (stage) => (stage === "test" ? tested("no-test-ran") : stage === "check fixes" ? { type: "plans-refused", issues: ["no test"] } : undefined));
    expect(end.steps.filter((step) => step.stage === "plan fixes")).toHaveLength(FIX_ROUNDS);
    expect(end).toMatchObject({ status: "completed", verdict: "gaps_found" });
    const unplanned = run(opened([SUITE], {}), (stage) => (stage === "test" ? tested("timed-out") : stage === "plan fixes" ? { type: "failed", reason: "failed", error: "no plan" } : undefined));
    expect(unplanned).toMatchObject({ status: "completed", verdict: "gaps_found" });
    expect(unplanned.steps.find((step) => step.stage === "check fixes")).toMatchObject({ status: "completed", skipped: "there is no plan to check" });
  });

  it("makes no plans beside those that wait to be carried out", () => {
    const waiting = { ...opened([SUITE], {}), waiting: [plan("03-05")] };
    const end = run(waiting, (stage) => (stage === "test" ? tested("timed-out") : undefined));
    expect(stages(end)).toEqual(["test 1", "diagnose G-01", "look", "verify structure", "merge", "record"]);
    expect(end).toMatchObject({ status: "completed", verdict: "diagnosed" });
    expect(end.steps[1]).toMatchObject({ status: "completed", skipped: "plans that close gaps wait to be carried out" });
  });

  it("stops where a budget is used up, and goes on there", () => {
    const halted = run(opened([SUITE]), (stage) => (stage === "verify structure" ? { type: "failed", reason: "budget", error: "used up" } : undefined));
    expect(halted).toMatchObject({ status: "failed" });
    expect(halted.verdict).toBeUndefined();
    expect(run(observe(halted, { type: "audit-opened", at, heads, agents: 1 }), () => undefined)).toMatchObject({ status: "completed", verdict: "passed" });
  });

  it("is superseded where the trees are at other commits by now", () => {
    const halted = run(opened([SUITE]), (stage) => (stage === "merge" ? { type: "failed", reason: "internal", error: "disk" } : undefined));
    const other = observe(halted, { type: "audit-opened", at, heads: { app: "9".repeat(40) }, agents: 1 });
    expect(other.status).toBe("superseded");
    expect(auditMachine.next(other)).toEqual([]);
    expect(auditMachine.decide(other, { type: "audit-opened", at, heads, agents: 1 })).toEqual([]);
  });
});
