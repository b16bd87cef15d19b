import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ScriptedAgent } from "../src/test-ports.js";
import { gitIn, leaveSummary, makeWavesScene, planOf, type ScenePlan, textAt, type WavesRun, type WavesScene } from "../src/waves-scene.js";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs hostile ")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const plans: readonly ScenePlan[] = [{ id: "01-01", files: ["one.txt"] }, { id: "01-02", files: ["two.txt"] }];

const good: ScriptedAgent = (request, tools) => {
  const id = planOf(request);
  if (id === undefined) return "completed";
  const file = plans.find((plan) => plan.id === id)?.files[0] ?? "none.txt";
  tools.write(file, `${id}\n`);
  leaveSummary(id, tools, { created: [file] });
  return "completed";
};

/** Runs the agent of plan 01-01 as the test says, beside a good one; they meet half-way, and the bad one ends first. */
async function beside(bad: ScriptedAgent, scene?: WavesScene): Promise<{ readonly scene: WavesScene; readonly run: WavesRun }> {
  const made = scene ?? (await makeWavesScene(folder, plans));
  let bothStarted: () => void = () => undefined;
  const started = new Promise<void>((resolve) => { bothStarted = resolve; });
  let badEnded: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => { badEnded = resolve; });
  let isSecond = false;
  const run = await made.run(async (request, tools) => {
    if (planOf(request) === undefined) return "completed";
    if (isSecond) bothStarted();
    isSecond = true;
    await started;
    if (planOf(request) === "01-01") {
      const end = await bad(request, tools);
      setTimeout(badEnded, 1500);
      return end;
    }
    await ended;
    return good(request, tools);
  });
  return { scene: made, run };
}

/** The bad plan failed with these words, the other one landed, and nothing is left behind. */
function expectContained({ scene, run }: { readonly scene: WavesScene; readonly run: WavesRun }, words: RegExp): void {
  expect(run.report.error).toMatch(words);
  expect(scene.landed()).toEqual(["01-02"]);
  expect(scene.faults()).toEqual([]);
}

describe("an agent beside others that", () => {
  it("commits in the main checkout fails alone, and what moved is kept and told", async () => {
    const told = await beside((request, tools) => {
      execFileSync("git", ["-C", join(folder, "app"), "commit", "--quiet", "--allow-empty", "-m", "in the wrong place"], { env: { ...process.env, GIT_REFLOG_ACTION: request.reflogAction } });
      return good(request, tools);
    });
    expectContained(told, /while plan 01-01 \(beside 01-02\) ran, something outside of its worktree moved: app: the branch main was at/);
  });

  it("commits on the milestone's branch fails alone, although the branch is DGS's own", async () => {
    const told = await beside((request, tools) => {
      execFileSync("git", ["-C", join(folder, "app--v1"), "commit", "--quiet", "--allow-empty", "-m", "not through a landing"], { env: { ...process.env, GIT_REFLOG_ACTION: request.reflogAction } });
      return good(request, tools);
    });
    expect(told.run.report.error).toMatch(/the branch milestone\/v1 was at/);
    expect(told.scene.subjects().some((subject) => subject.includes("(01-02)"))).toBe(true);
    expect(told.scene.faults()).toEqual([]);
  });

  it("switches its branch fails alone, and what it committed there is kept", async () => {
    const told = await beside((request, tools) => {
      gitIn(request.cwd, "switch", "--quiet", "--create", "elsewhere");
      const end = good(request, tools);
      gitIn(request.cwd, "add", "one.txt");
      gitIn(request.cwd, "commit", "--quiet", "-m", "on another branch");
      return end;
    });
    expectContained(told, /is not on milestone\/v1--01-01 any more: the agent switched branches/);
  });

  it("rewrites history fails alone", async () => {
    const told = await beside((request, tools) => {
      gitIn(request.cwd, "commit", "--quiet", "--amend", "--allow-empty", "-m", "never was");
      return good(request, tools);
    });
    expectContained(told, /history was rewritten/);
  });

  it("deletes the file .git of its worktree fails alone, and the worktree is one again", async () => {
    const told = await beside((request, tools) => {
      rmSync(join(request.cwd, ".git"));
      return good(request, tools);
    });
    expectContained(told, /the file \.git of .*app--v1--01-01 was deleted\. It was put back/);
  });

  it("makes a repository of its own out of its worktree fails alone", async () => {
    const told = await beside((request, tools) => {
      renameSync(join(request.cwd, ".git"), join(request.cwd, "old-link"));
      gitIn(request.cwd, "init", "--quiet");
      return good(request, tools);
    });
    expectContained(told, /the file \.git of .*app--v1--01-01 was replaced/);
  });

  it("merges is told to make the history straight", async () => {
    const { scene, run } = await beside((request, tools) => {
      if (request.attempt === 1) {
        gitIn(request.cwd, "switch", "--quiet", "--create", "side");
        gitIn(request.cwd, "commit", "--quiet", "--allow-empty", "-m", "side");
        gitIn(request.cwd, "switch", "--quiet", "-");
        gitIn(request.cwd, "merge", "--quiet", "--no-ff", "-m", "a merge", "side");
        gitIn(request.cwd, "branch", "--quiet", "-D", "side");
      } else {
        gitIn(request.cwd, "reset", "--quiet", "--soft", "main");
      }
      return good(request, tools);
    });
    expect(run.report.error).toBeUndefined();
    expect(run.asked.find(({ purpose, attempt }) => purpose === "execute-plan 01-01" && attempt === 2)?.prompt).toContain("is a merge commit");
    expect(scene.git("log", "--merges", "--format=%h", "--branches")).toBe("");
  });

  it("writes into the worktree of another plan: what nobody there names is not committed", async () => {
    const scene = await makeWavesScene(folder, plans);
    let evil: string | undefined;
    const { run } = await beside((request, tools) => {
      evil ??= join(folder, "app--v1--01-02", "evil.sh");
      writeFileSync(evil, "rm -rf /\n");
      return good(request, tools);
    }, scene);
    const prompts = run.asked.filter(({ purpose }) => purpose === "execute-plan 01-02").map(({ prompt }) => prompt);
    expect(prompts[1]).toContain("files are changed that neither the plan nor the summary names: evil.sh");
    expect(scene.git("ls-tree", "--name-only", "milestone/v1")).not.toContain("evil.sh");
    expect(scene.landed()).toEqual(["01-01"]);
    expect(scene.faults()).toEqual([]);
  });

  it("writes into the main checkout: it is told, lands nowhere, and stays where it is", async () => {
    const { scene, run } = await beside((request, tools) => {
      writeFileSync(join(folder, "app", "stray.txt"), "stray\n");
      writeFileSync(join(folder, "app--v1", "stray-too.txt"), "stray\n");
      return good(request, tools);
    });
    expect(run.report.error).toBeUndefined();
    const notes = run.events.flatMap((event) => (event.type === "note" ? [event.text] : [])).join("\n");
    expect(notes).toContain(`files outside of its worktree were changed, in ${join(folder, "app")}: stray.txt`);
    expect(notes).toContain(`in ${join(folder, "app--v1")}: stray-too.txt`);
    expect(scene.git("ls-tree", "-r", "--name-only", "milestone/v1")).not.toContain("stray");
    expect(textAt(folder, "app", "stray.txt")).toBe("stray\n");
  });

  it("changes a plan's worktree after it was accepted: what was accepted lands, the rest is kept", async () => {
    const scene = await makeWavesScene(folder, plans);
    const { report } = await scene.run(async (request, tools) => {
      if (planOf(request) === "01-02") return good(request, tools);
      if (planOf(request) !== "01-01") return "completed";
      while (scene.git("for-each-ref", "refs/dgs/accepted/v1/01-02") === "") await sleep(100);
      const other = join(folder, "app--v1--01-02");
      writeFileSync(join(other, "two.txt"), "changed\n");
      gitIn(other, "commit", "--quiet", "--all", "-m", "behind its back");
      writeFileSync(join(other, "late.txt"), "late\n");
      return good(request, tools);
    });
    expect(report.error).toBeUndefined();
    expect(textAt(scene.home, "two.txt")).toBe("01-02\n");
    expect(scene.subjects()).not.toContain("behind its back");
    expect(scene.faults()).toEqual([]);
  });

  it("runs out of time leaves its work where it is, and the next run goes on from its commits", async () => {
    const scene = await makeWavesScene(folder, [{ id: "01-01", files: ["one.txt"], more: ["more.txt"] }, { id: "01-02", files: ["two.txt"] }]);
    const { run } = await beside((request, tools) => {
      tools.write("one.txt", "1\n");
      gitIn(request.cwd, "add", "one.txt");
      gitIn(request.cwd, "commit", "--quiet", "-m", "feat(01-01): task 1");
      tools.write("half.txt", "half\n");
      return "timed-out";
    }, scene);
    expect(run.report).toMatchObject({ exit: "timed-out", error: expect.stringContaining("the next run goes on there") as string });
    expect(scene.landed()).toEqual(["01-02"]);
    expect(readdirSync(folder)).toContain("app--v1--01-01");
    const second = await scene.run((request, tools) => {
      if (planOf(request) !== "01-01") return "completed";
      tools.write("more.txt", "2\n");
      leaveSummary("01-01", tools);
      return "completed";
    });
    expect(second.report.error).toBeUndefined();
    expect(second.asked[0]?.prompt).toContain("feat(01-01): task 1");
    expect(scene.subjects().filter((subject) => subject === "feat(01-01): task 1")).toHaveLength(1);
    expect(textAt(scene.home, "more.txt")).toBe("2\n");
    expect(scene.faults()).toEqual([]);
  });
});

describe("a plan whose files_modified", () => {
  it.each([["../outside.txt"], ["/etc/hosts"], ["link/inside.txt"]])("names %s runs, and nothing outside is touched or lands", async (path) => {
    const scene = await makeWavesScene(folder, [{ id: "01-01", files: ["one.txt", path] }, { id: "01-02", files: ["two.txt"] }]);
    const { run } = await beside(good, scene);
    expect(run.report.error).toBeUndefined();
    expect(scene.landed()).toEqual(["01-01", "01-02"]);
    expect(readdirSync(folder).sort()).toEqual(["app", "app--v1"]);
    expect(scene.faults()).toEqual([]);
  });
});
