import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ScriptedAgent } from "../src/test-ports.js";
import { gitIn, leaveSummary, makeWavesScene, planOf, type ScenePlan, textAt } from "../src/waves-scene.js";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs waves ")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const two: readonly ScenePlan[] = [{ id: "01-01", files: ["one.txt"] }, { id: "01-02", files: ["two.txt"] }];
const fileOf = (plans: readonly ScenePlan[], id: string): string => plans.find((plan) => plan.id === id)?.files[0] ?? "none.txt";

/** Does what each plan says. */
const good = (plans: readonly ScenePlan[]): ScriptedAgent => (request, tools) => {
  const id = planOf(request);
  if (id === undefined) return "completed";
  tools.write(fileOf(plans, id), `${id}\n`);
  leaveSummary(id, tools, { created: [fileOf(plans, id)] });
  return "completed";
};

/** Opens once some have come, so that a test proves that they were there at the same time. */
function barrier(wanted: number): () => Promise<void> {
  let here = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return () => {
    here++;
    if (here === wanted) open();
    return opened;
  };
}

/** The agents at work, with the most that were at the same time. */
function counted(script: ScriptedAgent, arrive?: () => Promise<void>): { readonly script: ScriptedAgent; readonly order: string[]; readonly most: () => number } {
  let now = 0;
  let most = 0;
  const order: string[] = [];
  return {
    order,
    most: () => most,
    script: async (request, tools) => {
      now++;
      most = Math.max(most, now);
      order.push(`start ${planOf(request) ?? request.purpose}`);
      await (arrive?.() ?? new Promise((resolve) => setTimeout(resolve, 20)));
      const end = await script(request, tools);
      order.push(`end ${planOf(request) ?? request.purpose}`);
      now--;
      return end;
    },
  };
}

describe("plans of a wave", () => {
  it("run at the same time, each in a worktree of its own, and land in plan order in a straight line", async () => {
    const scene = await makeWavesScene(folder, two);
    const arrive = barrier(2);
    const cwds: string[] = [];
    let firstMayEnd: () => void = () => undefined;
    const secondEnded = new Promise<void>((resolve) => { firstMayEnd = resolve; });
    const { report } = await scene.run(async (request, tools) => {
      if (planOf(request) === undefined) return "completed";
      cwds.push(request.cwd);
      await arrive();
      // The second ends first, and still lands second.
      if (planOf(request) === "01-01") await secondEnded;
      const end = await good(two)(request, tools);
      if (planOf(request) === "01-02") setTimeout(firstMayEnd, 300);
      return end;
    });
    expect(report.error).toBeUndefined();
    expect(cwds.sort()).toEqual([join(folder, "app--v1--01-01"), join(folder, "app--v1--01-02")]);
    expect(scene.landed()).toEqual(["01-01", "01-02"]);
    expect(scene.faults()).toEqual([]);
    expect(textAt(scene.home, "one.txt")).toBe("01-01\n");
    expect(textAt(scene.home, "two.txt")).toBe("01-02\n");
    for (const id of ["01-01", "01-02"]) expect(existsSync(scene.planning("phases/01-build", `${id}-SUMMARY.md`))).toBe(true);
    const trailers = scene.git("log", "-2", "--format=%(trailers:only,separator=%x7C)", "milestone/v1").split("\n");
    for (const line of trailers) expect(line).toMatch(/^DGS-Plan: 01-0[12]\|DGS-Run: test-\d+\|DGS-Task: 1$|^DGS-Plan: 01-0[12]\|DGS-Task: 1\|DGS-Run: test-\d+$/);
  });

  it("that may change the same file run one after the other, and it is said why", async () => {
    const plans: readonly ScenePlan[] = [{ id: "01-01", files: ["one.txt", "shared.txt"] }, { id: "01-02", files: ["two.txt", "shared.txt"] }];
    const scene = await makeWavesScene(folder, plans);
    const agents = counted(good(plans));
    const { report, events } = await scene.run(agents.script);
    expect(report.error).toBeUndefined();
    expect(agents.most()).toBe(1);
    expect(events).toContainEqual({ type: "note", text: "plans 01-01 and 01-02 run one after the other: both change shared.txt" });
    expect(scene.faults()).toEqual([]);
  });

  it("run one after the other where parallelization is off, and never more than the slots", async () => {
    const plans: readonly ScenePlan[] = ["1", "2", "3", "4"].map((n) => ({ id: `01-0${n}`, files: [`${n}.txt`] }));
    const scene = await makeWavesScene(folder, plans, { config: { parallelization: { max_concurrent_agents: 2 } } });
    // The first waits for the second: without that a slow machine may never have both at work.
    const agents = counted(good(plans), barrier(2));
    await scene.run(agents.script);
    expect(agents.most()).toBe(2);
    expect(scene.landed()).toEqual(plans.map(({ id }) => id));
    const other = realpathSync(mkdtempSync(join(tmpdir(), "dgs waves ")));
    const alone = counted(good(plans));
    await (await makeWavesScene(other, plans, { config: { parallelization: false } })).run(alone.script);
    expect(alone.most()).toBe(1);
    rmSync(other, { recursive: true, force: true });
  });

  it("with dag a plan starts as soon as what it comes after is in, whatever its wave", async () => {
    const plans: readonly ScenePlan[] = [{ id: "01-01", files: ["1.txt"] }, { id: "01-02", files: ["2.txt"] }, { id: "01-03", wave: 2, after: ["01-01"], files: ["3.txt"] }];
    const scene = await makeWavesScene(folder, plans, { config: { parallelization: { max_concurrent_agents: 4, schedule: "dag" } } });
    let thirdStarted: () => void = () => undefined;
    const third = new Promise<void>((resolve) => { thirdStarted = resolve; });
    const { report } = await scene.run(async (request, tools) => {
      if (planOf(request) === "01-03") thirdStarted();
      // It ends only once the third has started: with waves it never would.
      if (planOf(request) === "01-02") await third;
      return good(plans)(request, tools);
    });
    expect(report.error).toBeUndefined();
    expect(scene.landed()[0]).toBe("01-01");
    expect(scene.faults()).toEqual([]);
  });
});

describe("a plan that fails", () => {
  it("halts the phase once the others have landed; run again, only what is left is done", async () => {
    const plans: readonly ScenePlan[] = [...two, { id: "01-03", wave: 2, after: [], files: ["three.txt"] }];
    const scene = await makeWavesScene(folder, plans);
    const first = await scene.run((request, tools) => (planOf(request) === "01-01" ? "crashed" : good(plans)(request, tools)));
    expect(first.report).toMatchObject({ status: "failed", exit: "gaps", error: expect.stringContaining("the agent of execute-plan 01-01 crashed") as string });
    expect(first.asked.map(planOf)).not.toContain("01-03");
    expect(scene.landed()).toEqual(["01-02"]);
    expect(scene.faults()).toEqual([]);
    const second = await scene.run(good(plans));
    expect(second.report.error).toBeUndefined();
    expect(second.asked.map(planOf).filter((id) => id !== undefined)).toEqual(["01-01", "01-03"]);
    expect(scene.landed()).toEqual(["01-02", "01-01", "01-03"]);
    expect(scene.faults()).toEqual([]);
  });
});

describe("what done means", () => {
  const finding = async (plan: ScenePlan, script: ScriptedAgent, files: Readonly<Record<string, string>> = {}): Promise<{ readonly prompts: readonly string[]; readonly error: string | undefined; readonly landed: readonly string[]; readonly faults: readonly string[] }> => {
    const plans = [plan, { id: "01-02", files: ["other.txt"] }];
    const scene = await makeWavesScene(folder, plans, { files });
    const { report, asked } = await scene.run((request, tools) => (planOf(request) === "01-01" ? script(request, tools) : good(plans)(request, tools)));
    return { prompts: asked.filter((request) => planOf(request) === "01-01").map(({ prompt }) => prompt), error: report.error, landed: scene.landed(), faults: scene.faults() };
  };

  it("a task without a commit is a finding, unless the summary says why", async () => {
    const { prompts, error } = await finding({ id: "01-01", files: ["one.txt"], more: ["more.txt"] }, (request, tools) => {
      tools.write("one.txt", "1\n");
      tools.write("more.txt", "1\n");
      gitIn(request.cwd, "add", ".");
      if (gitIn(request.cwd, "status", "--porcelain") !== "") gitIn(request.cwd, "commit", "--quiet", "-m", "everything at once");
      leaveSummary("01-01", tools, request.attempt === 1 ? {} : { deviations: "Task 2 went in with task 1: one needs the other." });
      return "completed";
    });
    expect(prompts).toHaveLength(2);
    expect(prompts[1]).toContain("task 2 has no commit");
    expect(error).toBeUndefined();
  });

  it("a path that the summary says was made and is not there is a finding; so is one outside", async () => {
    const { prompts, error } = await finding({ id: "01-01", files: ["one.txt"] }, (request, tools) => {
      tools.write("one.txt", "1\n");
      leaveSummary("01-01", tools, { created: request.attempt === 1 ? ["one.txt", "lib/none.ts", "../outside.txt", "/etc/hostname"] : ["one.txt"] });
      return "completed";
    });
    expect(prompts[1]).toContain("the summary says that lib/none.ts was made, and it is not there");
    expect(prompts[1]).toContain("../outside.txt was made, which is no path inside the repository");
    expect(prompts[1]).toContain("/etc/hostname was made, which is no path inside the repository");
    expect(error).toBeUndefined();
  });

  it("deletions that the plan does not name go back twice, then block that plan only", async () => {
    const { prompts, error, landed, faults } = await finding({ id: "01-01", files: ["one.txt"] }, (request, tools) => {
      tools.write("one.txt", "1\n");
      rmSync(join(request.cwd, "keep.txt"), { force: true });
      leaveSummary("01-01", tools, { deviations: "keep.txt was not needed any more, so it was deleted." });
      return "completed";
    }, { "keep.txt": "keep me\n" });
    expect(prompts).toHaveLength(3);
    expect(prompts[1]).toContain("files are deleted that the plan does not name: keep.txt");
    expect(error).toContain("keep.txt");
    expect(landed).toEqual(["01-02"]);
    expect(faults).toEqual([]);
    expect(execFileSync("git", ["-C", join(folder, "app--v1"), "show", "HEAD:keep.txt"], { encoding: "utf8" })).toBe("keep me\n");
  });

  it("a symbolic link out of the repository is a finding", async () => {
    const { prompts, error } = await finding({ id: "01-01", files: ["one.txt", "link"] }, (request, tools) => {
      tools.write("one.txt", "1\n");
      if (request.attempt === 1) execFileSync("ln", ["-s", "/etc", join(request.cwd, "link")]);
      else rmSync(join(request.cwd, "link"));
      leaveSummary("01-01", tools);
      return "completed";
    });
    expect(prompts[1]).toContain("link is a symbolic link that leads out of the repository");
    expect(error).toBeUndefined();
  });
});
