import { abandonRefusal, completeRefusal, CONFLICT_BUDGET, joinPath, quickMachine, RACE_BUDGET, renderQuick, type NewQuick, type Quick, type QuickEffect, type QuickKind, type QuickObservation } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { stageOutcomes } from "../src/quick-outcomes.js";
import { quickOf } from "../src/quick-subject.js";
import { walkStates, type Walk } from "../src/walk.js";

const path = joinPath("quick", "260101-000-fix-auth", "260101-000-QUICK.md");
const at = "2026-01-01T00:00:00.000Z";

function quickWith(kind: QuickKind, repos: readonly string[], more: Partial<NewQuick> = {}): Quick {
  return quickOf(path, new Map([[path, renderQuick({ title: "fix auth", kind, branch: "quick/fix-auth", base: "main", worktree: "{repo}--quick-fix-auth", guidance: [], created: at, repos, ...more })]]));
}

/** Whether a walk follows every outcome, or leaves out conflicts after conflicts, which only repeat what one shows. */
function observations(effect: QuickEffect, quick: Quick): QuickObservation[][] {
  if (effect.type === "settle-quick") return [[{ type: "steps-used-up", at }]];
  const step = quick.steps[effect.step];
  if (step === undefined) throw new Error("an effect without a step");
  const opened: QuickObservation = { type: "step-opened", at, step: effect.step };
  const outcomes = stageOutcomes(step.stage).filter((outcome) => step.stage !== "resolve conflict" || outcome.type !== "conflict");
  // Only the opening is a kill: the step stays `[>]`, and the next run opens.
  return [[opened, { type: "run-opened", at }], ...outcomes.map((outcome): QuickObservation[] => [opened, { type: "step-ended", at, step: effect.step, outcome }])];
}

const exits = (quick: Quick): QuickObservation[][] => (quick.status === "completed" || quick.status === "abandoned" ? [] : [[{ type: "run-opened", at }], [{ type: "complete-asked", at }], [{ type: "abandon-asked", at }]]);

/** What the machine can tell apart: the steps still to do, and of those done what the ones to come depend on. */
function key(quick: Quick): string {
  const { steps } = quick;
  const open = steps.flatMap(({ stage, repo, status, inserted, reason, cutOff }) => (status === "completed" ? [] : [[stage, repo, status, inserted?.replace(/\d+/, "n"), reason, cutOff !== undefined]]));
  // Steps that were left behind when the quick went on to its end no longer matter.
  const ended = steps.some(({ stage }) => stage === "keep") ? "keep" : steps.some(({ stage }) => stage === "fetch") ? "fetch" : "";
  const first = Math.max(0, steps.findIndex(({ stage }) => stage === ended));
  const later = steps.slice(first).flatMap(({ status }) => (status === "completed" ? [] : [1])).length;
  const repos = [...new Set(steps.map(({ repo }) => repo))].map((repo) => {
    const last = (...stages: string[]): number => steps.findLastIndex((step) => step.repo === repo && step.status === "completed" && step.skipped === undefined && stages.includes(step.stage) && (step.stage !== "fast-forward" || step.after !== undefined));
    return [Math.sign(last("fast-forward") - last("take back")), last("push") >= 0, Math.sign(last("resolve conflict") - last("rebase")), last("create worktree") >= 0];
  });
  return JSON.stringify([quick.status, ended, quick.races, open.slice(open.length - later), repos]);
}

/** What must hold in every state: nothing is merged before all is ready, nothing goes before it is merged or kept. */
function check(quick: Quick): void {
  for (const used of Object.values(quick.races)) expect(used).toBeLessThanOrEqual(RACE_BUDGET);
  expect(quick.steps.filter((step) => step.status === "in-progress").length).toBeLessThanOrEqual(1);
  const [effect] = quickMachine.next(quick);
  const of = (stage: string): Quick["steps"] => quick.steps.filter((step) => step.stage === stage);
  if (effect?.type === "git-push" || (effect?.type === "git-fast-forward" && !quick.steps[effect.step]?.inserted?.startsWith("race"))) expect(of("gate").every((step) => step.status === "completed")).toBe(true);
  if (effect?.type === "git-remove-worktree" && effect.because === "merged") expect(of("push").every((step) => step.status === "completed")).toBe(true);
  if (effect?.type === "git-remove-worktree" && effect.because === "abandoned") expect(of("keep").every((step) => step.status === "completed")).toBe(true);
  if (effect?.type === "git-remove-branch") expect(of("remove worktree").slice(-1).every((step) => step.status === "completed")).toBe(true);
  if (effect?.type === "git-take-back") expect(effect).toMatchObject({ from: "4".repeat(40), to: "3".repeat(40) });
  if (effect?.type === "git-undo-rebase") expect(effect).toMatchObject({ to: "1".repeat(40) });
}

function walk(quick: Quick): Walk<Quick> {
  return walkStates(quickMachine, quick, { observations, exits, key, check, bound: 20_000 });
}

function observe(quick: Quick, ...seen: readonly QuickObservation[]): Quick {
  return seen.reduce((state, each) => quickMachine.decide(state, each).reduce(quickMachine.evolve, state), quick);
}

/** A settled state is an end, or a person can do something that leads on. */
function expectExit(quick: Quick): void {
  expect(quick.problems).toEqual([]);
  if (quick.status === "completed" || quick.status === "abandoned") return;
  const ways: QuickObservation[] = [{ type: "run-opened", at }];
  if (completeRefusal(quick) === undefined) ways.push({ type: "complete-asked", at });
  if (abandonRefusal(quick) === undefined) ways.push({ type: "abandon-asked", at });
  expect(ways.some((way) => quickMachine.next(observe(quick, way)).length > 0), JSON.stringify(quick)).toBe(true);
}

describe("a walk over all states of a quick", () => {
  it.each<[string, QuickKind, readonly string[]]>([
    ["product-level, one repo", "product-level", ["app"]],
    ["milestone-context", "milestone-context", ["app", "lib"]],
  ])("%s: no state without an exit, nothing removed that is not merged or kept", (name, kind, repos) => {
    const { states, transitions, settled } = walk(quickWith(kind, repos));
    console.log(`${name}: walked ${String(states)} states over ${String(transitions)} transitions; ${String(settled.length)} settled`);
    settled.forEach(expectExit);
    const ends = new Set(settled.map(({ status }) => status));
    expect([...ends].sort()).toEqual(kind === "product-level" ? ["abandoned", "completed", "failed", "pending", "ready"] : ["abandoned", "completed", "failed", "pending"]);
    if (kind === "product-level") for (const reason of ["conflict", "gate-failed", "push-rejected", "race", "dirty", "failed"]) expect(settled.some((quick) => quick.steps.some((step) => step.reason === reason)), reason).toBe(true);
  });

  it("product-level, two repos: everything is ready in both before anything is merged in one", () => {
    const ready = observe(quickWith("product-level", ["app", "lib"]), { type: "run-opened", at });
    const done = run(ready, () => "done");
    expect(done.status).toBe("ready");
    const few = (effect: QuickEffect, quick: Quick): QuickObservation[][] => observations(effect, quick).filter((seen) => !seen.some((each) => each.type === "run-opened" || (each.type === "step-ended" && ["interrupted", "dirty", "nothing-to-merge"].includes(each.outcome.type))));
    const start = observe(done, { type: "complete-asked", at });
    const { states, settled } = walkStates(quickMachine, start, { observations: few, exits: (quick) => exits(quick).slice(0, quick.status === "failed" ? 1 : 0), key, check, bound: 60_000 });
    console.log(`two repos: walked ${String(states)} states of the completion`);
    settled.forEach(expectExit);
  });
});

/** Runs on, each stage ending as `end` says, until nothing is asked for. */
function run(start: Quick, end: (stage: string) => string): Quick {
  let quick = start;
  for (let steps = 0; steps < 500; steps++) {
    const [effect] = quickMachine.next(quick);
    if (effect === undefined) return quick;
    const ways = observations(effect, quick).filter((seen) => !seen.some((each) => each.type === "run-opened"));
    const wanted = end(effect.type === "settle-quick" ? "" : (quick.steps[effect.step]?.stage ?? ""));
    quick = observe(quick, ...(ways.find((seen) => seen.some((each) => each.type === "step-ended" && each.outcome.type === wanted)) ?? ways[0] ?? []));
  }
  throw new Error("the run does not end");
}

describe("budgets", () => {
  const started = observe(run(observe(quickWith("product-level", ["app"]), { type: "run-opened", at }), () => "done"), { type: "complete-asked", at });

  it.each(["push", "fast-forward"])("a %s that is always overtaken halts after three rounds, and three more when it is taken up again", (stage) => {
    const halted = run(started, (each) => (each === stage ? "race" : "done"));
    expect(halted).toMatchObject({ status: "failed", races: { app: RACE_BUDGET } });
    expect(halted.steps.filter((step) => step.stage === "fetch")).toHaveLength(1 + RACE_BUDGET);
    expect(halted.steps.filter((step) => step.stage === "take back")).toHaveLength(stage === "push" ? RACE_BUDGET : 0);
    const again = run(observe(halted, { type: "complete-asked", at }), (each) => (each === stage ? "race" : "done"));
    expect(again.steps.filter((step) => step.stage === "fetch")).toHaveLength(1 + 2 * RACE_BUDGET);
    expect(run(observe(again, { type: "complete-asked", at }), () => "done").status).toBe("completed");
  });

  it("a rebase whose every commit conflicts is undone after twenty resolutions", () => {
    let quick = started;
    for (let steps = 0; quick.status !== "failed" && steps < 200; steps++) {
      const [effect] = quickMachine.next(quick);
      if (effect === undefined || effect.type === "settle-quick") break;
      const conflict = effect.type === "git-rebase" || effect.type === "resolve-conflict";
      quick = observe(quick, { type: "step-opened", at, step: effect.step }, { type: "step-ended", at, step: effect.step, outcome: conflict ? { type: "conflict", files: ["a"] } : { type: "done" } });
    }
    expect(quick.steps.filter((step) => step.stage === "resolve conflict")).toHaveLength(CONFLICT_BUDGET);
    expect(quick.steps.find((step) => step.status === "failed")).toMatchObject({ stage: "rebase", reason: "conflict" });
  });

  it("guidance changes no stage and no effect on git", () => {
    const plain = quickWith("product-level", ["app"]);
    for (const guidance of [["full"], ["debug"], ["full", "debug"]] as const) {
      const other = quickWith("product-level", ["app"], { guidance });
      expect(other.guidance).toEqual(guidance);
      expect(other.steps).toEqual(plain.steps);
    }
  });
});
