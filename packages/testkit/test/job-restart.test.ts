import { formatStepCommand, joinPath, type Job, type JobEffect, type JobObservation, type PlanningPath, type Step, type StepCommand, type StepOutcome } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobOf, jobSubject } from "../src/job-subject.js";
import { messyJob } from "../src/messy-job.js";
import { simulate, type Simulation, type SimulationEnd } from "../src/simulate.js";

const path = joinPath("jobs", "pending", "milestone-v1.1.md");

/** How a world answers, by step and cycle; the same question gets the same answer, so that only the kills differ. */
type World = readonly number[];

function answer(world: World, job: Job, step: number, command: StepCommand): StepOutcome {
  const choice = world[(step * 7 + job.gapFixCycle * 3 + (job.phaseFixCycle[command.argument ?? ""] ?? 0)) % world.length] ?? 0;
  switch (command.name) {
    case "audit-phase":
      return { type: "phase-audited", status: choice % 3 === 0 ? "diagnosed" : "passed", gaps: 1, humanNeeded: choice % 2 === 0 ? ["look"] : [], evidence: evidence[choice % evidence.length] ?? "" };
    case "audit-milestone":
      return { type: "milestone-audited", status: choice % 3 === 0 ? "gaps_found" : "passed", gaps: 2, humanNeeded: [], evidence: evidence[choice % evidence.length] ?? "" };
    case "plan-milestone-gaps":
      return command.phase === undefined && choice % 4 !== 0 ? { type: "fix-phases-added", phases: phases } : { type: "failed", reason: "failed", error: "no plan" };
    default:
      return choice % 5 === 0 ? { type: "failed", reason: "failed", error: "broke" } : { type: "done" };
  }
}
/** Few, so that cycles without progress are among the worlds. */
const evidence = ["5f3a", "77aa"];
const phases = jobOf(path, new Map([[path, "## Steps\n\n- [ ] `/dgs:plan-phase 9`\n"]])).steps.flatMap((step) => step.command.phase ?? []);

interface Trace {
  ticks: number;
  /** The commands of the steps that were started, in order. */
  readonly started: string[];
}

function simulation(world: World, trace: Trace, killAfter?: number): Simulation<Job, JobEffect, JobObservation> {
  const at = (): string => new Date(Date.UTC(2026, 0, 1) + trace.ticks++ * 1000).toISOString();
  return {
    opening: [{ type: "run-opened", at: at() }],
    before: (effect) => {
      if (effect.type !== "run-step") return [];
      trace.started.push(formatStepCommand(effect.command));
      return [{ type: "step-opened", at: at(), step: effect.step }];
    },
    perform: (effect, job) => {
      switch (effect.type) {
        case "start-job":
          return [{ type: "heads-read", at: at(), shas: { app: "0".repeat(40) } }];
        case "run-step":
          return [{ type: "step-ended", at: at(), step: effect.step, outcome: answer(world, job, effect.step, effect.command) }];
        case "finish-job":
          return [{ type: "steps-used-up", at: at() }];
        case "file-job":
          return [{ type: "filing-due", to: effect.to }];
        case "write-summary":
          return [{ type: "summary-due" }];
        case "keep-repo":
          return [{ type: "repo-kept", repo: effect.repo, kept: `refs/dgs/keep/${effect.repo}` }];
        case "reset-repo":
          return [{ type: "repo-reset", repo: effect.repo }];
        case "remove-summaries":
          return [{ type: "summaries-removed" }];
        case "finish-rollback":
          return [{ type: "rollback-done", at: at() }];
      }
    },
    ...(killAfter === undefined ? {} : { killAfter }),
  };
}

function run(texts: ReadonlyMap<PlanningPath, string>, world: World, trace: Trace, killAfter?: number): SimulationEnd<Job> {
  const at = [...texts.keys()].find((each) => each.includes("milestone-")) ?? path;
  return simulate(jobSubject, texts, jobOf(at, texts), simulation(world, trace, killAfter));
}

function commandsOf(job: Job, wanted: (step: Step) => boolean): string[] {
  return job.steps.filter(wanted).map((step) => formatStepCommand(step.command));
}

function count(commands: readonly string[], command: string): number {
  return commands.filter((each) => each === command).length;
}

const rollback: JobObservation = {
  type: "rollback-asked",
  rollback: { asked: "T", archive: "jobs/rolled-back/milestone-v1.1", phases: ["1"], repos: ["app", "web"].map((name) => ({ name, where: "worktree", branch: "milestone/v1.1", from: "1".repeat(40), to: "0".repeat(40), state: "due" })) },
};

/** A rollback of the job that some texts hold; what was written of it before the kill is found in them. */
function rollBack(texts: ReadonlyMap<PlanningPath, string>, killAfter?: number): SimulationEnd<Job> {
  const at = [...texts.keys()].find((each) => each.includes("milestone-v1.1.md")) ?? path;
  const run = simulation([1], { ticks: 0, started: [] }, killAfter);
  return simulate(jobSubject, texts, jobOf(at, texts), { ...run, opening: [rollback] });
}

/** Texts without their times. */
function timeless(texts: ReadonlyMap<PlanningPath, string>): Record<string, string> {
  return Object.fromEntries([...texts].sort().map(([name, text]) => [name, text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME").replace(/\| (?:[\d.hms ]+|-) \|$/gm, "| D |").replace(/(\*\*Duration:\*\*) .*/, "$1 D")]));
}

describe("law 3, restart", () => {
  it("stopped after any write and started again, a job comes to the same end, and no completed step runs twice", () => {
    let kills = 0;
    fc.assert(
      fc.property(messyJob(), fc.array(fc.nat(59), { minLength: 5, maxLength: 9 }), (text, world) => {
        const texts = new Map([[path, text]]);
        const whole = run(texts, world, { ticks: 0, started: [] });
        expect(whole.end).toBe("settled");
        for (let killAfter = 0; killAfter < whole.writes; killAfter++) {
          const trace: Trace = { ticks: 0, started: [] };
          const first = run(texts, world, trace, killAfter);
          expect(first.end).toBe("killed");
          const done = commandsOf(first.state, (step) => step.status === "completed");
          trace.started.length = 0;
          const second = run(first.texts, world, trace);
          const all = commandsOf(second.state, () => true);
          for (const command of new Set(done)) expect(count(trace.started, command) + count(done, command), command).toBeLessThanOrEqual(count(all, command));
          expect(timeless(second.texts)).toEqual(timeless(whole.texts));
          kills++;
        }
      }),
      { numRuns: 100 },
    );
    console.log(`killed in memory after each of ${String(kills)} writes`);
    expect(kills).toBeGreaterThan(500);
  });

  it.each([
    ["is left to the milestone audit, and blocks there", "/dgs:audit-milestone v1.1", { phaseFixCycle: { "1": 1 }, gapFixCycle: 1 }, "the milestone still has 2 gaps: no progress: the same 2 gaps with the same evidence after cycle 1"],
    ["blocks where no milestone audit is ahead", "/dgs:map-codebase", { phaseFixCycle: { "1": 1 }, gapFixCycle: 0 }, "phase 1 still has 1 gap: no progress: the same 1 gap with the same evidence after cycle 1, and no audit-milestone is ahead"],
  ])("a cycle that closed nothing %s, killed after any write", (_, last, counters, error) => {
    const text = `- **Version:** v1.1\n- **Status:** pending\n\n## Steps\n\n- [ ] \`/dgs:execute-phase 1\`\n- [ ] \`/dgs:audit-phase 1\`\n- [ ] \`${last}\`\n`;
    const texts = new Map([[path, text]]);
    // Every audit finds the same, everything else goes well.
    const whole = run(texts, [6], { ticks: 0, started: [] });
    expect(whole).toMatchObject({ end: "settled", state: { status: "failed", ...counters } });
    expect(whole.state.steps.find((step) => step.status === "failed")).toMatchObject({ reason: "blocked", error });
    for (let killAfter = 0; killAfter < whole.writes; killAfter++) expect(timeless(run(run(texts, [6], { ticks: 0, started: [] }, killAfter).texts, [6], { ticks: 0, started: [] }).texts)).toEqual(timeless(whole.texts));
    // Run again with nothing mended it says the same; mended meanwhile it goes on.
    expect(run(whole.texts, [6], { ticks: 0, started: [] }).state).toMatchObject({ status: "failed", ...counters });
    expect(run(whole.texts, [1], { ticks: 0, started: [] }).state.status).toBe("completed");
  });

  it("a rollback stopped after any write goes on where it was; a run in between does nothing to the job", () => {
    let kills = 0;
    fc.assert(
      fc.property(messyJob(), fc.array(fc.nat(59), { minLength: 5, maxLength: 9 }), (text, world) => {
        const { texts, state } = run(new Map([[path, text]]), world, { ticks: 0, started: [] });
        if (state.startShas === undefined) return;
        const whole = rollBack(texts);
        expect(whole).toMatchObject({ end: "settled", state: { status: "rolled_back", folder: "completed", rollback: { summaries: "gone", repos: [{ state: "reset" }, { state: "reset" }] } } });
        for (let killAfter = 0; killAfter < whole.writes; killAfter++) {
          const first = rollBack(texts, killAfter);
          expect(first.end).toBe("killed");
          if (killAfter > 0) expect(run(first.texts, world, { ticks: 0, started: [] }).state.status).toBe("rolled_back");
          expect(timeless(rollBack(first.texts).texts)).toEqual(timeless(whole.texts));
          kills++;
        }
      }),
      { numRuns: 60 },
    );
    console.log(`killed a rollback in memory after each of ${String(kills)} writes`);
    expect(kills).toBeGreaterThan(100);
  });
});
