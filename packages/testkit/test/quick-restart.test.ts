import { formatStage, joinPath, quickMachine, renderQuick, type PlanningPath, type Quick, type QuickEffect, type QuickObservation } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stageOutcomes } from "../src/quick-outcomes.js";
import { quickOf, quickSubject } from "../src/quick-subject.js";
import { simulate, type Simulation, type SimulationEnd } from "../src/simulate.js";

const path = joinPath("quick", "260101-000-fix-auth", "260101-000-QUICK.md");
const ready = renderQuick({ title: "fix auth", kind: "product-level", branch: "quick/fix-auth", base: "main", worktree: "{repo}--quick-fix-auth", guidance: [], created: "2026-01-01T00:00:00.000Z", repos: ["app", "lib"] });

type Ask = "run-opened" | "complete-asked" | "abandon-asked";

interface Trace {
  ticks: number;
  /** The stages that were started, in order. */
  readonly started: string[];
}

/** How a world answers, by the place of a step; the same question gets the same answer, so that only the kills differ. */
function simulation(world: readonly number[], ask: Ask, trace: Trace, killAfter?: number): Simulation<Quick, QuickEffect, QuickObservation> {
  const at = (): string => new Date(Date.UTC(2026, 0, 2) + trace.ticks++ * 1000).toISOString();
  return {
    opening: [{ type: ask, at: at() }],
    before: (effect) => {
      if (effect.type === "settle-quick") return [];
      trace.started.push(STAGES[effect.type] + ("repo" in effect ? ` \`${effect.repo}\`` : ""));
      return [{ type: "step-opened", at: at(), step: effect.step }];
    },
    perform: (effect, quick) => {
      if (effect.type === "settle-quick") return [{ type: "steps-used-up", at: at() }];
      const outcomes = stageOutcomes(quick.steps[effect.step]?.stage ?? "run agent").filter(({ type }) => type !== "interrupted");
      const outcome = outcomes[(world[effect.step % world.length] ?? 0) % outcomes.length] ?? { type: "done" };
      return [{ type: "step-ended", at: at(), step: effect.step, outcome }];
    },
    ...(killAfter === undefined ? {} : { killAfter }),
  };
}

function run(texts: ReadonlyMap<PlanningPath, string>, world: readonly number[], ask: Ask, trace: Trace, killAfter?: number): SimulationEnd<Quick> {
  return simulate(quickSubject, texts, quickOf(path, texts), simulation(world, ask, trace, killAfter));
}

/** The words of the file for each effect. */
const STAGES: Readonly<Record<Exclude<QuickEffect["type"], "settle-quick">, string>> = {
  "git-add-worktree": "create worktree",
  "run-agent": "run agent",
  "git-commit": "commit",
  "git-fetch": "fetch",
  "git-rebase": "rebase",
  "resolve-conflict": "resolve conflict",
  "git-undo-rebase": "undo rebase",
  "run-gate": "gate",
  "git-fast-forward": "fast-forward",
  "git-push": "push",
  "git-take-back": "take back",
  "git-keep": "keep",
  "git-remove-worktree": "remove worktree",
  "git-remove-branch": "remove branch",
};

function textsOf(quick: Quick, status?: string): string[] {
  return quick.steps.filter((step) => status === undefined || step.status === status).map(formatStage);
}

function count(texts: readonly string[], text: string): number {
  return texts.filter((each) => each === text).length;
}

const newTrace = (): Trace => ({ ticks: 0, started: [] });

/** Texts without times, and without the lines that only a run which was cut off leaves. */
function timeless(texts: ReadonlyMap<PlanningPath, string>): string {
  return (texts.get(path) ?? "").replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
}

/** Kills a run after each of its writes and starts it again in the same way: same end, nothing that was done is done twice. */
function sweep(texts: ReadonlyMap<PlanningPath, string>, world: readonly number[], ask: Ask): number {
  const whole = run(texts, world, ask, newTrace());
  expect(whole.end).toBe("settled");
  for (let killAfter = 0; killAfter < whole.writes; killAfter++) {
    const first = run(texts, world, ask, newTrace(), killAfter);
    expect(first.end).toBe("killed");
    const ended = first.state.status === "ready" || first.state.status === "completed" || first.state.status === "abandoned";
    const trace = newTrace();
    const second = run(first.texts, world, ask === "run-opened" || killAfter === 0 || ended ? ask : "run-opened", trace);
    expect(second.end).toBe("settled");
    const done = textsOf(quickOf(path, first.texts), "completed");
    const all = textsOf(second.state);
    for (const text of new Set(done)) expect(count(trace.started, text) + count(done, text), text).toBeLessThanOrEqual(count(all, text));
    // A run that halted was taken up again by the second start, which is a run of its own.
    if (first.state.status !== "failed") expect(timeless(second.texts)).toBe(timeless(whole.texts));
  }
  return whole.writes;
}

describe("law 3, restart", () => {
  it("stopped after any write and started again, a quick comes to the same end, and no completed stage runs twice", () => {
    let kills = 0;
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5) }), { minLength: 23, maxLength: 41 }), fc.constantFrom<Ask>("complete-asked", "abandon-asked"), (world, ask) => {
        const fresh = new Map([[path, ready]]);
        kills += sweep(fresh, world, "run-opened");
        const worked = run(fresh, [0], "run-opened", newTrace());
        expect(worked.state.status).toBe("ready");
        kills += sweep(worked.texts, world, ask);
      }),
      { numRuns: 40 },
    );
    console.log(`killed in memory after each of ${String(kills)} writes`);
    expect(kills).toBeGreaterThan(500);
  });

  it("what was cut off is asked for as resumed", () => {
    const killed = run(new Map([[path, ready]]), [0], "run-opened", newTrace(), 2);
    const quick = quickOf(path, killed.texts);
    const again = quickMachine.decide(quick, { type: "run-opened", at: "2026-01-03T00:00:00.000Z" }).reduce(quickMachine.evolve, quick);
    expect(quickMachine.next(again)).toEqual([expect.objectContaining({ type: "git-add-worktree", repo: "app", worktree: "app--quick-fix-auth", resumed: true })]);
  });
});
