import type { AgentRequest } from "@dgs/core";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contentOf } from "../src/git-contract/scenes.js";
import type { QuickScene, QuickSceneOptions } from "../src/quick-scene.js";
import type { AgentTools } from "../src/agent-tools.js";
import { createScriptedAgents, type ScriptedAgent } from "../src/test-ports.js";
import { openQuickScenes } from "./open-quick-scenes.js";

const setScene = openQuickScenes();

const GATE = { workflow: { test_command: "grep -q 'TWO by both' a.txt" } };

/** A scene in which main has changed the line that the quick's first commit changes. */
async function setConflict(options: QuickSceneOptions = {}): Promise<QuickScene> {
  const scene = await setScene({ config: GATE, ...options });
  scene.change(scene.app.path, "a.txt", "one\nTWO by main\nthree\n", "feat: main's two\n\nDGS-Plan: 01-01");
  return scene;
}

const UNITED = "one\nTWO by both\nthree\n";
const leaveWords = (tools: AgentTools): void => { tools.leave("resolution.md", "a.txt: both raised the second line, now it is by both.\n"); };

/** An agent that unites both sides. */
const unites: ScriptedAgent = (_request, tools) => {
  tools.write("a.txt", UNITED);
  leaveWords(tools);
  return "completed";
};

const subjects = ({ git }: QuickScene, tree: string, range: string): string[] => git(tree, "log", "--reverse", "--format=%s", range).trim().split("\n");
const resolutions = (scene: QuickScene): string => readFileSync(path.join(scene.place.root, "RESOLUTIONS.md"), "utf8");
const keptTips = ({ git, app }: QuickScene): string[] => git(app.path, "for-each-ref", "--format=%(objectname)", "refs/dgs/keep").trim().split("\n");

/** Expects the worktree to be byte for byte what it was, with nothing in progress, and the quick to wait for a person. */
async function expectUndone(scene: QuickScene, before: unknown, head: string): Promise<void> {
  expect(await scene.engine.operation(scene.app.tree)).toBeUndefined();
  expect(await scene.engine.headState(scene.app.tree)).toEqual({ type: "on-branch", branch: "quick/fix-auth", at: head });
  expect(contentOf(scene, scene.app.tree)).toEqual(before);
  expect(scene.git(scene.app.path, "log", "-1", "--format=%s", "main").trim()).toBe("feat: main's two");
}

describe("complete-quick with a conflict", () => {
  it("an agent unites both sides, the gate is green, and how it was done is written down", async () => {
    const scene = await setConflict({ remote: true });
    scene.git(scene.app.path, "push", "--quiet", "origin", "main");
    const agents = createScriptedAgents(unites);
    const theirs = scene.sha(scene.app.tree, "HEAD~2");
    const main = scene.sha(scene.app.path, "main");
    const report = await scene.complete({ agents });
    expect(report).toMatchObject({ exit: "ok", ended: "Quick 'fix-auth' merged to main (3 commits). Worktree cleaned up. Pushed to origin." });
    expect(subjects(scene, scene.bare(scene.app), "main")).toEqual(["first", "feat: main's two", "fix(quick): two", "fix(quick): new", "fix(quick): more"]);
    expect(readFileSync(path.join(scene.app.path, "a.txt"), "utf8")).toBe(UNITED);
    expect(agents.asked).toHaveLength(1);
    const [asked] = agents.asked as [AgentRequest];
    expect(asked).toMatchObject({ role: "conflict", cwd: scene.app.tree });
    for (const part of ["TWO by quick", "TWO by main", "one\ntwo\nthree", '"a.txt"', "fix(quick): two", "feat: main's two", "Fix auth"]) expect(asked.prompt).toContain(part);
    const text = resolutions(scene);
    for (const line of ["## ", "app fix-auth", `- **Commit:** ${theirs}`, `- **Onto:** ${main}`, '- **Files:** ["a.txt"]', "- **Gate:** passed: `grep -q 'TWO by both' a.txt`", "> a.txt: both raised the second line"]) expect(text).toContain(line);
    expect(text.match(/^## /gm)).toHaveLength(1);
  });

  it("the agent is told the plans that touched the files: those that commits name, and those that say that they change them", async () => {
    const scene = await setConflict();
    const planning = (file: string, text: string): void => {
      mkdirSync(path.dirname(path.join(scene.place.root, file)), { recursive: true });
      writeFileSync(path.join(scene.place.root, file), text);
    };
    const plan = (number: string, head: string): void => { planning(`phases/01-build/01-${number}-PLAN.md`, `---\nphase: 01-build\nplan: ${number}\n${head}---\n\n<objective>\nThe purpose of plan ${number}.\n</objective>\n`); };
    planning("ROADMAP.md", "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build**\n\n### Phase 1: Build\n**Goal**: It is built\n");
    plan("01", "files_modified: [other.txt]\n");
    plan("02", "files_modified: [./a.txt]\n");
    plan("03", "files_modified: [b.txt, data.txt]\n");
    plan("04", "files_modified: [a.txt]\nrepos: [elsewhere]\n");
    plan("05", "files_modified: [a.txt.bak]\n");
    const agents = createScriptedAgents(unites);
    expect(await scene.complete({ agents })).toMatchObject({ exit: "ok" });
    const prompt = agents.asked[0]?.prompt ?? "";
    const told = ["01", "02", "03", "04", "05"].filter((number) => prompt.includes(`The purpose of plan ${number}.`));
    expect(told).toEqual(["01", "02"]);
    for (const number of told) expect(prompt).toContain(`Plan 01-${number}, which changes these files`);
  });

  it.each<[string, ScriptedAgent, string]>([
    ["leaves markers", (_request, tools) => { leaveWords(tools); return "completed"; }, "conflict markers"],
    ["changes another file", (_request, tools) => { tools.write("b.txt", "mine"); return unites(_request, tools); }, "b.txt"],
    ["makes a new file", (_request, tools) => { tools.write("sneaked.txt", "mine"); return unites(_request, tools); }, "sneaked.txt"],
    ["stages another file", (request, tools) => { tools.write("b.txt", "mine"); execFileSync("git", ["add", "b.txt"], { cwd: request.cwd }); return unites(request, tools); }, "other files"],
    ["deletes another file", (request, tools) => { rmSync(path.join(request.cwd, "b.txt"), { force: true }); return unites(request, tools); }, "b.txt"],
    ["says nothing about it", (_request, tools) => { tools.write("a.txt", UNITED); return "completed"; }, "resolution.md"],
  ])("an agent that %s is asked again twice, then it is all undone", async (_, script, said) => {
    const scene = await setConflict();
    const [before, head] = [contentOf(scene, scene.app.tree), scene.sha(scene.app.tree, "HEAD")];
    const agents = createScriptedAgents(script);
    const report = await scene.complete({ agents });
    expect(agents.asked.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(agents.asked[1]?.prompt).toContain(said);
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining(said) as string });
    expect(report.conflict).toMatchObject({ repo: "app", worktree: scene.app.tree, onto: "main", files: ["a.txt"] });
    expect(report.conflict?.commands.join("\n")).toContain("git rebase main");
    await expectUndone(scene, before, head);
    expect(existsSync(path.join(scene.place.root, "RESOLUTIONS.md")) ? resolutions(scene) : "").not.toContain("## 2");
  });

  const inTree = (request: AgentRequest, ...args: string[]): void => { execFileSync("git", ["-c", "user.name=Agent", "-c", "user.email=agent@example.invalid", ...args], { cwd: request.cwd, env: { ...process.env, GIT_EDITOR: "true" }, stdio: "ignore" }); };
  const resolvesAnd = (...commands: readonly (readonly string[])[]): ScriptedAgent => (request, tools) => {
    tools.write("a.txt", "one\nby the agent alone\nthree\n");
    inTree(request, "add", "a.txt");
    for (const command of commands) inTree(request, ...command);
    leaveWords(tools);
    return "completed";
  };

  it.each<[string, ScriptedAgent]>([
    ["commits by itself", resolvesAnd(["commit", "--quiet", "-m", "mine"])],
    ["goes on with the rebase by itself", resolvesAnd(["rebase", "--continue"])],
    ["gives the rebase up", resolvesAnd(["rebase", "--abort"])],
    ["gives the rebase up and commits", resolvesAnd(["rebase", "--abort"], ["commit", "--quiet", "--allow-empty", "-m", "mine"])],
    ["moves HEAD", resolvesAnd(["reset", "--hard", "HEAD~1"])],
    ["leaves the rebase behind with a detached HEAD", resolvesAnd(["rebase", "--quit"], ["commit", "--quiet", "-m", "mine"])],
    ["leaves the rebase behind on another branch", resolvesAnd(["rebase", "--quit"], ["switch", "--quiet", "-c", "mine"], ["commit", "--quiet", "-m", "mine"])],
    ["moves the branch", resolvesAnd(["update-ref", "refs/heads/quick/fix-auth", "HEAD"])],
  ])("an agent that %s is not asked again, and it is all undone; what it made is kept", async (_, script) => {
    const scene = await setConflict();
    const [before, head] = [contentOf(scene, scene.app.tree), scene.sha(scene.app.tree, "HEAD")];
    const agents = createScriptedAgents(script);
    const report = await scene.complete({ agents });
    expect(agents.asked).toHaveLength(1);
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining("the agent did what only DGS may do") as string });
    await expectUndone(scene, before, head);
    expect(keptTips(scene).length).toBeGreaterThan(0);
  });

  it("an agent that moves a branch of somebody else's is not asked again; where that was is pinned", async () => {
    const scene = await setConflict();
    const [before, head] = [contentOf(scene, scene.app.tree), scene.sha(scene.app.tree, "HEAD")];
    scene.git(scene.app.path, "branch", "precious");
    const precious = scene.sha(scene.app.path, "precious");
    const agents = createScriptedAgents((request, tools) => { inTree(request, "update-ref", "refs/heads/precious", "HEAD~1"); return unites(request, tools); });
    expect(await scene.complete({ agents })).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining("the branch precious was at") as string });
    expect(agents.asked).toHaveLength(1);
    await expectUndone(scene, before, head);
    expect(keptTips(scene)).toContain(precious);
  });

  it.each(["refused", "crashed", "timed-out", "limit-reached", "checkpoint"] as const)("an agent that ends %s leaves the conflict to a person", async (type) => {
    const scene = await setConflict();
    const [before, head] = [contentOf(scene, scene.app.tree), scene.sha(scene.app.tree, "HEAD")];
    const report = await scene.complete({ agents: createScriptedAgents((request, tools) => { void unites(request, tools); return type; }) });
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining(`scripted ${type}`) as string });
    await expectUndone(scene, before, head);
  });

  it.each([["a gate that fails", { workflow: { test_command: "grep -q 'by nobody' a.txt" } }], ["a gate that takes too long", { workflow: { test_command: "sleep 60" }, tests: { timeout_seconds: 0.3 } }]])("%s behind a resolution undoes it", async (_, config) => {
    const scene = await setConflict({ config });
    const [before, head] = [contentOf(scene, scene.app.tree), scene.sha(scene.app.tree, "HEAD")];
    const report = await scene.complete({ agents: createScriptedAgents(unites) });
    expect(report).toMatchObject({ status: "failed", exit: "conflict" });
    expect(report.conflict?.files).toEqual(["a.txt"]);
    await expectUndone(scene, before, head);
    expect(resolutions(scene)).toMatch(/^- \*\*Gate:\*\* not taken, the rebase was undone: /m);
    expect(keptTips(scene).some((sha) => scene.git(scene.app.path, "show", `${sha}:a.txt`) === UNITED)).toBe(true);
  });

  it.each([["no agents", GATE, undefined, "no agents are configured"], ["no gate", {}, createScriptedAgents(unites), "workflow.test_command is not set"]] as const)("with %s nobody is asked, and a person gets the commands", async (_, config, agents, said) => {
    const scene = await setConflict({ config });
    const [before, head] = [contentOf(scene, scene.app.tree), scene.sha(scene.app.tree, "HEAD")];
    const report = await scene.complete(agents === undefined ? {} : { agents });
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining(said) as string });
    expect(agents?.asked ?? []).toEqual([]);
    await expectUndone(scene, before, head);
  });

  it("a rebase that a person did by hand counts; one that is in progress is told and left alone", async () => {
    const scene = await setConflict();
    const { app, git } = scene;
    await scene.complete();
    expect(() => git(app.tree, "rebase", "main")).toThrow();
    scene.write(app.tree, "a.txt", UNITED);
    const midway = contentOf(scene, app.tree);
    const told = await scene.complete({ agents: createScriptedAgents(unites) });
    expect(told).toMatchObject({ status: "failed", exit: "human-needed", error: expect.stringMatching(/a rebase that DGS did not start is in progress .*git rebase --continue/) as string });
    expect(contentOf(scene, app.tree)).toEqual(midway);
    git(app.tree, "add", "a.txt");
    git(app.tree, "-c", "core.editor=true", "rebase", "--continue");
    expect((await scene.complete()).ended).toContain("merged to main (3 commits)");
    expect(readFileSync(path.join(app.path, "a.txt"), "utf8")).toBe(UNITED);
  });

  it("several commits that conflict are resolved one after the other, each with a section of its own", async () => {
    const scene = await setConflict();
    scene.change(scene.app.path, "more.txt", "more by main\n", "feat: main's more");
    const agents = createScriptedAgents((request, tools) => {
      const file = /"more.txt"/.test(request.prompt) ? "more.txt" : "a.txt";
      tools.write(file, file === "a.txt" ? UNITED : "more by both\n");
      leaveWords(tools);
      return "completed";
    });
    expect((await scene.complete({ agents })).ended).toContain("(3 commits)");
    expect(agents.asked).toHaveLength(2);
    expect(resolutions(scene).match(/^- \*\*Gate:\*\* passed/gm)).toHaveLength(2);
    expect(readFileSync(path.join(scene.app.path, "more.txt"), "utf8")).toBe("more by both\n");
  });

  it("describes what cannot be shown: binary, too long, deleted on a side; and resolves it by deleting", async () => {
    const scene = await setConflict();
    const { app, git } = scene;
    scene.git(app.path, "rm", "--quiet", "b.txt");
    scene.write(app.path, "new.txt", "\0binary by main");
    scene.change(app.path, "more.txt", "long\n".repeat(50_000), "feat: odd ones");
    scene.change(app.tree, "b.txt", "b by quick\n", "fix(quick): b");
    git(app.tree, "reset", "--quiet", "--soft", "main~2");
    git(app.tree, "commit", "--quiet", "-m", "fix(quick): all at once");
    const agents = createScriptedAgents((request, tools) => {
      rmSync(path.join(request.cwd, "b.txt"));
      tools.write("new.txt", "new by both\n");
      tools.write("more.txt", "more by both\n");
      return unites(request, tools);
    });
    expect((await scene.complete({ agents })).ended).toContain("(1 commit)");
    for (const part of ["there is no such file in this version", "not text in UTF-8", "too long to be shown here, 250000 characters"]) expect(agents.asked[0]?.prompt).toContain(part);
    expect(agents.asked[0]?.prompt.length).toBeLessThan(20_000);
    expect(existsSync(path.join(app.path, "b.txt"))).toBe(false);
  });

  it("stopped while the agent works, the next run goes on there, and the resolution is written down once", async () => {
    const scene = await setConflict();
    const stop = new AbortController();
    const stopped = await scene.complete({ signal: stop.signal, agents: createScriptedAgents((_request, tools) => { tools.write("a.txt", "half"); stop.abort(); return "cancelled"; }) });
    expect(stopped).toMatchObject({ status: "completing", exit: "cancelled" });
    expect((await scene.complete({ agents: createScriptedAgents(unites) })).ended).toContain("(3 commits)");
    expect(resolutions(scene).match(/^## /gm)).toHaveLength(1);
  });

  it("killed behind the rebase that goes on, the next run takes the resolution as its own", async () => {
    const scene = await setConflict();
    const dying = { ...scene.engine, continueRebase: async (spec: Parameters<typeof scene.engine.continueRebase>[0]) => { await scene.engine.continueRebase(spec); throw new Error("killed"); } };
    await expect(scene.complete({ git: dying, agents: createScriptedAgents(unites) })).rejects.toThrow("killed");
    const agents = createScriptedAgents(unites);
    expect((await scene.complete({ agents })).ended).toContain("(3 commits)");
    expect(agents.asked).toEqual([]);
    expect(resolutions(scene).match(/^- \*\*Gate:\*\* passed/gm)).toHaveLength(1);
  });
});
