import { formatStepCommand, GAP_FIX_BUDGET, isCommandFault, jobMachine, joinPath, parseStepCommand, PHASE_FIX_BUDGET, renderJob, type Job, type JobEffect, type JobObservation, type StepCommand, type StepOutcome } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { jobOf } from "../src/job-subject.js";
import { walkStates } from "../src/walk.js";

const path = joinPath("jobs", "pending", "milestone-v1.md");
const at = "2026-01-01T00:00:00.000Z";

function command(text: string): StepCommand {
  const parsed = parseStepCommand(text);
  if (isCommandFault(parsed)) throw new Error(parsed.message);
  return parsed;
}

function jobWith(...steps: string[]): Job {
  const [version] = [jobOf(path, new Map([[path, "- **Version:** v1\n"]])).version];
  if (version === undefined) throw new Error("no version");
  return jobOf(path, new Map([[path, renderJob({ version, check: true, created: at, steps: steps.map(command) })]]));
}

/** The same as another audit found or something else, and nothing that can be compared. */
const evidence = [{ evidence: "a" }, { evidence: "b" }, {}] as const;

/** Every outcome that a step of a kind can have. */
function outcomesOf(step: StepCommand): StepOutcome[] {
  const always: StepOutcome[] = [{ type: "failed", reason: "failed", error: "broke" }, { type: "interrupted" }];
  const audited = { gaps: 1, humanNeeded: [] };
  switch (step.name) {
    case "audit-phase":
      return [...always, ...evidence.map((each): StepOutcome => ({ type: "phase-audited", status: "diagnosed", ...audited, ...each })), ...(["passed", "gaps_found"] as const).map((status): StepOutcome => ({ type: "phase-audited", status, ...audited }))];
    case "audit-milestone":
      return [...always, ...evidence.map((each): StepOutcome => ({ type: "milestone-audited", status: "gaps_found", ...audited, ...each })), ...(["passed", "human_needed", "tech_debt"] as const).map((status): StepOutcome => ({ type: "milestone-audited", status, ...audited }))];
    case "plan-milestone-gaps":
      return [...always, { type: "fix-phases-added", phases: [] }, { type: "fix-phases-added", phases: [command("/dgs:plan-phase 9").phase].filter((phase) => phase !== undefined) }];
    default:
      return [...always, { type: "done" }];
  }
}

function observations(effect: JobEffect): JobObservation[][] {
  switch (effect.type) {
    case "start-job":
      return [[{ type: "heads-read", at, shas: {} }]];
    case "run-step":
      // `[]` after the opening is a kill: the step stays `[>]`, and the next run opens.
      return [[], ...outcomesOf(effect.command).map((outcome): JobObservation[] => [{ type: "step-ended", at, step: effect.step, outcome }])].map((end) => [{ type: "step-opened", at, step: effect.step }, ...(end.length === 0 ? [{ type: "run-opened" as const, at }] : end)]);
    case "finish-job":
      return [[{ type: "steps-used-up", at }]];
    case "file-job":
      return [[{ type: "filing-due", to: effect.to }]];
    case "write-summary":
      return [[{ type: "summary-due" }]];
    case "keep-repo":
      return [[], [{ type: "repo-kept", repo: effect.repo }], [{ type: "repo-kept", repo: effect.repo, kept: "refs/dgs/keep/v1" }], ...disturbances];
    case "reset-repo":
      return [[], [{ type: "repo-reset", repo: effect.repo }], ...disturbances];
    case "remove-summaries":
      return [[], [{ type: "summaries-removed" }], ...disturbances];
    case "finish-rollback":
      return [[], [{ type: "rollback-done", at }], ...disturbances];
  }
}

const rollback: JobObservation = {
  type: "rollback-asked",
  rollback: { asked: at, archive: "jobs/rolled-back/milestone-v1", phases: ["1"], repos: ["app", "web"].map((name) => ({ name, where: "worktree", branch: "milestone/v1", from: "1".repeat(40), to: "0".repeat(40), state: "due" })) },
};

/** What else may come while a rollback is under way: a run, a cancel, the same again, or its undoing. */
const disturbances: JobObservation[][] = [[{ type: "run-opened", at }], [{ type: "cancel-asked", at }], [rollback], [{ type: "step-opened", at, step: 0 }], [{ type: "undo-asked", at }]];

function key(job: Job): string {
  const steps = job.steps.map((step) => `${step.status} ${formatStepCommand(step.command)} ${step.inserted ?? ""} ${step.reason ?? ""} ${step.escalated ?? ""} ${step.evidence ?? ""} ${step.error ?? ""}`);
  return JSON.stringify([job.folder, job.status, job.started !== undefined, job.gapFixCycle, job.phaseFixCycle, job.summary, steps, job.rollback]);
}

function checkBudgets(job: Job): void {
  expect(job.gapFixCycle).toBeLessThanOrEqual(GAP_FIX_BUDGET);
  for (const used of Object.values(job.phaseFixCycle)) expect(used).toBeLessThanOrEqual(PHASE_FIX_BUDGET);
  const inserted = (name: string): number => job.steps.filter((step) => step.inserted !== undefined && step.command.name === name).length;
  expect(inserted("audit-milestone")).toBe(job.gapFixCycle);
  expect(inserted("audit-phase")).toBe(Object.values(job.phaseFixCycle).reduce((sum, used) => sum + used, 0));
  for (const [index, step] of job.steps.entries()) {
    // An audit that saw what the audit before its cycle saw opens no other cycle: of a phase it goes to the milestone audit, of the milestone it is not done.
    const before = job.steps.slice(0, index).findLast((each) => each.status === "completed" && formatStepCommand(each.command).replace(" --rerun-failed", "") === formatStepCommand(step.command).replace(" --rerun-failed", ""));
    if (step.status !== "completed" || step.inserted === undefined || step.evidence === undefined || step.evidence !== before?.evidence) continue;
    expect([step.command.name, step.escalated === undefined]).toEqual(["audit-phase", false]);
  }
  const open = job.steps.filter((step) => step.status === "in-progress");
  expect(open.length).toBeLessThanOrEqual(1);
}

const exits = (job: Job): JobObservation[][] => (job.status === "completed" ? [] : [[{ type: "run-opened", at }], [{ type: "cancel-asked", at }]]);

function walk(job: Job): { states: number; transitions: number; settled: readonly Job[] } {
  return walkStates(jobMachine, job, { observations, exits, key, check: checkBudgets, bound: 200_000 });
}

describe("a walk over all states of a small job", () => {
  it("no state without an exit, budgets never exceeded, every run ends", () => {
    const { states, transitions, settled } = walk(jobWith("/dgs:execute-phase 1", "/dgs:audit-phase 1", "/dgs:audit-milestone"));
    console.log(`walked ${String(states)} states over ${String(transitions)} transitions; ${String(settled.length)} settled`);
    for (const job of settled) {
      expect(job.problems).toEqual([]);
      expect(["pending", "failed", "completed"]).toContain(job.status);
      if (job.status === "completed") expect(job.folder).toBe("completed");
      // A settled state that is not the end has an exit: opening a run asks for something again.
      else expect(jobMachine.next(jobMachine.decide(job, { type: "run-opened", at }).reduce(jobMachine.evolve, job))).not.toEqual([]);
    }
    expect(settled.some((job) => job.status === "completed" && job.gapFixCycle === GAP_FIX_BUDGET)).toBe(true);
    expect(settled.some((job) => job.steps.some((step) => step.reason === "blocked"))).toBe(true);
    // Without progress it ends before the budget does: after the first cycle as after the second.
    const stuck = settled.filter((job) => job.steps.some((step) => step.reason === "blocked" && step.error?.includes("no progress") === true));
    expect(new Set(stuck.map((job) => job.gapFixCycle))).toEqual(new Set([1, 2]));
    expect(settled.some((job) => job.status === "completed" && job.phaseFixCycle["1"] === 1 && job.steps.some((step) => step.escalated?.includes("no progress: the same 1 gap with the same evidence after cycle 1") === true))).toBe(true);
    expect(states).toBeGreaterThan(500);
  });

  it("a rollback can be begun wherever a job was started, comes to its end whatever comes in between, and can be undone", () => {
    const start = jobWith("/dgs:execute-phase 1", "/dgs:audit-phase 1");
    const ways = (): JobObservation[][] => [[{ type: "run-opened", at }], [{ type: "cancel-asked", at }], [rollback], [{ type: "undo-asked", at }]];
    const all: Job[] = [];
    const { states, settled } = walkStates(jobMachine, start, { observations, exits: ways, key, check: (job) => void all.push(job), bound: 200_000 });
    console.log(`walked ${String(states)} states of a job that is rolled back`);
    const rolledBack = settled.filter((job) => job.status === "rolled_back");
    expect(new Set(rolledBack.map((job) => job.rollback?.was))).toEqual(new Set(["pending", "failed", "completed"]));
    for (const job of rolledBack) expect(job).toMatchObject({ folder: "completed", rollback: { summaries: "gone", repos: [{ state: "reset" }, { state: "reset" }] } });
    for (const job of all.filter((each) => each.rollback?.repos.some((repo) => repo.state === "reset"))) expect(job.rollback?.repos.every((repo) => repo.state !== "due")).toBe(true);
    // Begun and not done it asks for the next piece of itself, and for nothing else.
    for (const job of all.filter((each) => each.rollback !== undefined && each.status !== "rolled_back" && each.problems.length === 0)) expect(["keep-repo", "reset-repo", "remove-summaries", "finish-rollback", "file-job"]).toContain(jobMachine.next(job)[0]?.type);
    // A job that was never started has no commits to go back to.
    expect(jobMachine.decide(start, rollback)).toEqual([]);
  });

  it("both phase budgets are independent of each other and of the milestone's", () => {
    const { states, settled } = walk(jobWith("/dgs:audit-phase 1", "/dgs:audit-phase 2"));
    console.log(`walked ${String(states)} states of two phases without a milestone audit`);
    expect(settled.some((job) => job.status === "completed" && job.phaseFixCycle["1"] === 2 && job.phaseFixCycle["2"] === 2)).toBe(true);
    expect(settled.filter((job) => job.status === "completed").every((job) => job.steps.every((step) => step.escalated === undefined))).toBe(true);
    expect(settled.some((job) => job.phaseFixCycle["2"] === 1 && job.steps.some((step) => step.error?.includes("no progress") === true && step.error.includes("no audit-milestone is ahead")))).toBe(true);
  });

  it("every run ends: the longest way through one run is bounded", () => {
    const longest = longestRun(jobWith("/dgs:audit-phase 1", "/dgs:audit-milestone"));
    console.log(`the longest run of two steps starts ${String(longest)} steps`);
    // 1 audit, 2 × 2 steps of phase cycles, 1 + 3 milestone audits, 3 × (plan gaps + plan + execute).
    expect(longest).toBe(1 + 2 * PHASE_FIX_BUDGET + 1 + GAP_FIX_BUDGET + 3 * GAP_FIX_BUDGET);
  });
});

/** The most steps that one run (without kills and re-runs) can start, over all outcomes. Recursion ends only if every run does. */
function longestRun(start: Job): number {
  const known = new Map<string, number>();
  const visit = (job: Job): number => {
    const stored = known.get(key(job));
    if (stored !== undefined) return stored;
    const [effect] = jobMachine.next(job);
    if (effect === undefined) return 0;
    const ways = observations(effect).filter((seen) => !seen.some((each) => each.type === "run-opened" || (each.type === "step-ended" && each.outcome.type === "interrupted")));
    const counts = ways.map((seen) => visit(seen.reduce((state, each) => jobMachine.decide(state, each).reduce(jobMachine.evolve, state), job)));
    const most = (effect.type === "run-step" ? 1 : 0) + Math.max(0, ...counts);
    known.set(key(job), most);
    return most;
  };
  return visit(jobMachine.decide(start, { type: "run-opened", at }).reduce(jobMachine.evolve, start));
}
