import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgentRequest, AgentResult } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitIn, leaveSummary, makeWavesScene, planOf, type WavesRun, type WavesScene } from "../src/waves-scene.js";

let folder: string;
let app: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs blame ")));
  app = join(folder, "app");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const FILES: Readonly<Record<string, string>> = { "01-01": "one.txt", "01-02": "two.txt" };

/** Git as an agent runs it in the environment that DGS gives it. */
function marked(request: Pick<AgentRequest, "reflogAction">, at: string, ...args: string[]): string {
  return execFileSync("git", ["-C", at, "-c", "user.name=Agent", "-c", "user.email=agent@example.invalid", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, GIT_REFLOG_ACTION: request.reflogAction } }).trim();
}

interface Told {
  readonly scene: WavesScene;
  readonly run: WavesRun;
  readonly notes: string;
  /** What the job lists for a person. */
  readonly human: string;
}

/**
 * Two plans side by side. The agent of one does what the test says once both run, and goes on only when the other plan was accepted, or after a while: so
 * the one that has done nothing ends first.
 */
async function sideBySide(bad: string, does: (request: AgentRequest) => void, innocent?: (request: AgentRequest) => void): Promise<Told> {
  const scene = await makeWavesScene(folder, [{ id: "01-01", files: ["one.txt"] }, { id: "01-02", files: ["two.txt"] }]);
  scene.git("branch", "feature");
  scene.git("branch", "theirs", scene.git("commit-tree", "-p", "main", "-m", "theirs", "main^{tree}"));
  const other = bad === "01-01" ? "01-02" : "01-01";
  const [bothRun, isDone] = [gate(2), gate(1)];
  const run = await scene.run(async (request, tools): Promise<AgentResult["type"]> => {
    const id = planOf(request);
    if (id === undefined) return "completed";
    if (request.attempt === 1) bothRun.arrive();
    await bothRun.open;
    if (id === bad) {
      if (request.attempt === 1) does(request);
      isDone.arrive();
      for (let tries = 0; tries < 100 && !isAccepted(scene, other); tries++) await new Promise((resolve) => setTimeout(resolve, 200));
    } else {
      await isDone.open;
      innocent?.(request);
    }
    tools.write(FILES[id] ?? "none.txt", `${id}\n`);
    leaveSummary(id, tools, { created: [FILES[id] ?? "none.txt"] });
    return "completed";
  });
  const notes = run.events.flatMap((event) => (event.type === "note" ? [event.text] : [])).join("\n");
  return { scene, run, notes, human: JSON.stringify(run.report) };
}

function gate(many: number): { readonly open: Promise<void>; readonly arrive: () => void } {
  let arrived = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return { open: opened, arrive: () => { if (++arrived >= many) open(); } };
}

const isAccepted = (scene: WavesScene, plan: string): boolean => scene.git("for-each-ref", `refs/dgs/accepted/v1/${plan}`) !== "" || scene.landed().includes(plan);

/** The plan failed for what moved, the other one is in, and nothing of the failed one is. */
function expectBlamed({ scene, run }: Told, bad: string, words: RegExp): void {
  expect(run.report.error).toMatch(words);
  expect(run.report.error).toContain(`while plan ${bad} `);
  expect(run.report.exit).toBe("conflict");
  expect(scene.landed()).toEqual([bad === "01-01" ? "01-02" : "01-01"]);
  expect(scene.faults()).toEqual([]);
}

describe("of two plans side by side the one whose agent did it fails, though the other one ends first:", () => {
  it.each(["01-01", "01-02"])("a commit in the main checkout, by plan %s", async (bad) => {
    const told = await sideBySide(bad, (request) => { marked(request, app, "commit", "--quiet", "--allow-empty", "-m", "in the wrong place"); });
    expectBlamed(told, bad, /the branch main was at \w+ and is at \w+ \(kept under refs\/dgs\/keep\/[^)]+\): an agent did it, as its reflog has the agent's mark: agent-of-dgs\/\S+execute-plan-/);
  });

  it("a checkout that was put on another branch", async () => {
    expectBlamed(await sideBySide("01-01", (request) => marked(request, app, "switch", "--quiet", "feature")), "01-01", /the checkout \S.* was on main and is on feature/);
  });

  it("a branch that was moved without a mark onto a commit of its own", async () => {
    const told = await sideBySide("01-02", (request) => {
      marked(request, request.cwd, "commit", "--quiet", "--allow-empty", "-m", "its own");
      marked(request, request.cwd, "branch", "--force", "feature", "HEAD");
    });
    expectBlamed(told, "01-02", /the branch feature was at .*which was made in .*app--v1--01-02 meanwhile/);
  });

  it("a commit without a mark, where only one of the agents commits without marks in its own tree", async () => {
    const told = await sideBySide("01-01", (request) => {
      gitIn(request.cwd, "commit", "--quiet", "--allow-empty", "-m", "its own");
      gitIn(app, "commit", "--quiet", "--allow-empty", "-m", "elsewhere");
    }, (request) => { marked(request, request.cwd, "commit", "--quiet", "--allow-empty", "-m", "its own"); });
    expectBlamed(told, "01-01", /commits in .*app--v1--01-01 do not have the agent's mark either/);
  });

  it("a commit on the milestone's branch", async () => {
    const told = await sideBySide("01-01", (request) => { marked(request, join(folder, "app--v1"), "commit", "--quiet", "--allow-empty", "-m", "not through a landing"); });
    expect(told.run.report.error).toMatch(/while plan 01-01 .*the branch milestone\/v1 was at .*an agent did it/);
    expect(told.scene.subjects().some((subject) => subject.includes("(01-02)"))).toBe(true);
    expect(told.scene.subjects().some((subject) => subject.includes("(01-01)"))).toBe(false);
    expect(told.scene.faults()).toEqual([]);
  });

  it("a commit in the worktree of the other plan, which a fresh agent takes out there before it lands", async () => {
    const told = await sideBySide("01-01", (request) => {
      const theirs = join(folder, "app--v1--01-02");
      writeFileSync(join(theirs, "evil.sh"), "rm -rf /\n");
      marked(request, theirs, "add", "evil.sh");
      marked(request, theirs, "commit", "--quiet", "-m", "evil");
    }, (request) => {
      if (request.attempt > 1) marked(request, request.cwd, "reset", "--quiet", "--hard", "main");
    });
    expectBlamed(told, "01-01", /the worktree .*app--v1--01-02 of plan 01-02 was put at \w+: the agent did it/);
    expect(told.run.asked.find((request) => planOf(request) === "01-02" && request.attempt === 2)?.prompt).toMatch(/commit \w{10} on this branch was made by the agent of plan 01-01, not for this plan: take it out/);
    expect(told.scene.git("ls-tree", "--name-only", "milestone/v1")).not.toContain("evil.sh");
    expect(told.run.report.error).not.toContain("plan 01-02 (beside");
  });
});

describe("where it cannot be told which of two plans did it, none fails, and it stays among what a person has to look at:", () => {
  it.each<[string, RegExp, (request: AgentRequest) => void]>([
    ["a branch that is gone with its commits", /the branch theirs was at \w+ and is gone/, () => { gitIn(app, "branch", "-D", "theirs"); }],
    ["a branch that was set without a mark", /the branch feature was at \w+ and is at/, () => { gitIn(app, "update-ref", "refs/heads/feature", gitIn(app, "commit-tree", "-p", "main", "-m", "new", "main^{tree}")); }],
    ["a commit without a mark on the milestone's branch", /the branch milestone\/v1 was at .*only DGS moves this branch/, () => { gitIn(join(folder, "app--v1"), "commit", "--quiet", "--allow-empty", "-m", "by nobody"); }],
  ])("%s", async (_, words, does) => {
    const { scene, run, notes, human } = await sideBySide("01-01", does);
    expect(run.report.error).toBeUndefined();
    expect(scene.landed().filter((id) => id !== "")).toEqual(["01-01", "01-02"]);
    expect(notes).toMatch(words);
    expect(notes).toContain("No plan fails for it, as it cannot be told which of the plans did it, or whether you did: look at it yourself");
    expect(human).toContain("it is not known who did it");
    expect(scene.git("for-each-ref", "--format=%(refname)", "refs/dgs/keep")).toContain("-moved/");
  });
});

describe("no plan fails, and it is told, where", () => {
  it("a person commits in the checkout meanwhile", async () => {
    const { scene, run, notes } = await sideBySide("01-01", () => { gitIn(app, "commit", "--quiet", "--allow-empty", "-m", "by day"); });
    expect(run.report.error).toBeUndefined();
    expect(scene.landed()).toEqual(["01-01", "01-02"]);
    expect(notes).toMatch(/the branch main was at .*a person did it/);
  });

  it("an agent of another run of DGS commits there, which that run looks for", async () => {
    const { scene, run, notes } = await sideBySide("01-01", () => { marked({ reflogAction: "agent-of-dgs/another-run/quick-fix" }, app, "commit", "--quiet", "--allow-empty", "-m", "a quick's"); });
    expect(run.report.error).toBeUndefined();
    expect(scene.landed()).toEqual(["01-01", "01-02"]);
    expect(notes).toMatch(/the branch main was at .*an agent of another run of DGS did it/);
  });
});
