import { abandonQuick, isRefusal, planAbandonQuick, quick, runJob, tryLock, type QuickReport, type Refusal, type RunEvent } from "@dgs/runtime";
import type { AgentRequest, Guidance } from "@dgs/core";
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCrashProduct } from "../src/crash-product.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

let folder: string;
let repo: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs quick ")));
  ({ repo } = makeCrashProduct(folder));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const planning = (...path: string[]): string => join(repo, ".planning", ...path);
const gitIn = (tree: string, ...args: string[]): string => execFileSync("git", ["-C", tree, ...args], { encoding: "utf8" }).trim();
const git = (...args: string[]): string => gitIn(repo, ...args);
const worktree = (slug: string, name = "app"): string => join(folder, `${name}--quick-${slug}`);
const quickFolder = (): string => planning("quick", readdirSync(planning("quick"))[0] ?? "");
const quickFile = (): string => readFileSync(join(quickFolder(), readdirSync(quickFolder()).find((name) => name.endsWith("-QUICK.md")) ?? ""), "utf8");

const keptRefs = (tree = repo): string[] => gitIn(tree, "for-each-ref", "--format=%(refname)", "refs/dgs/keep").split("\n").filter((line) => line !== "");

const SUMMARY = "---\nstatus: complete\n---\n\n# Summary\n\n**Done**\n";

/** An agent that changes one file and says so. */
const good: ScriptedAgent = (_request, tools) => {
  tools.write("fix.txt", "fixed\n");
  tools.leave("SUMMARY.md", SUMMARY);
  return "completed";
};

interface Options {
  readonly main?: boolean;
  readonly guidance?: readonly Guidance[];
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

async function tryQuick(title: string | undefined, script: ScriptedAgent = good, options: Options = {}): Promise<{ report: QuickReport | Refusal; asked: readonly AgentRequest[] }> {
  const agents = createScriptedAgents(script);
  const { ports, place } = createTestPorts(repo, agents);
  const report = await quick(ports, place, { ...(title === undefined ? {} : { title }), main: options.main ?? false, guidance: options.guidance ?? [], signal: options.signal ?? new AbortController().signal, onEvent: options.onEvent ?? (() => undefined) });
  return { report, asked: agents.asked };
}

async function run(title: string | undefined, script: ScriptedAgent = good, options: Options = {}): Promise<{ report: QuickReport; asked: readonly AgentRequest[] }> {
  const { report, asked } = await tryQuick(title, script, options);
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return { report, asked };
}

/** Takes the milestone away: quicks are product-level then. */
function endMilestone(): void {
  rmSync(planning("ROADMAP.md"));
  git("commit", "--quiet", "--all", "--message", "No roadmap");
}

/** Registers two repos beside the planning folder's, each with one commit on main. */
function makeRepos(): void {
  writeFileSync(planning("REPOS.md"), "# Repos\n\n| Name | Path |\n|---|---|\n| api | ../api |\n| web | ../web |\n");
  for (const name of ["api", "web"]) {
    const path = join(folder, name);
    mkdirSync(path);
    gitIn(path, "init", "--quiet", "--initial-branch=main");
    for (const [key, value] of [["user.name", "DGS test"], ["user.email", "test@example.invalid"], ["commit.gpgsign", "false"]] as const) gitIn(path, "config", key, value);
    writeFileSync(join(path, "README.md"), `# ${name}\n`);
    gitIn(path, "add", "--all");
    gitIn(path, "commit", "--quiet", "--message", "Start");
  }
}

async function abandon(choice: { quick?: string } = {}): Promise<QuickReport | Refusal> {
  const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
  return abandonQuick(ports, place, { ...choice, signal: new AbortController().signal, onEvent: () => undefined });
}

/** Everything that a refusal must leave as it was: planning files, refs, worktrees. */
function state(): string {
  const files = execFileSync("find", [planning(), "-type", "f", "-not", "-path", "*/.locks/*"], { encoding: "utf8" }).split("\n").sort().join("\n");
  return [files, git("for-each-ref"), git("worktree", "list", "--porcelain"), git("status", "--porcelain"), readdirSync(folder).sort().join("\n")].join("\n");
}

describe("a product-level quick", () => {
  it("takes away what a run has left that was killed before it had written the quick down, and nothing of others", async () => {
    endMilestone();
    const left = ["260101-001-fix-it/.260101-001-QUICK.md.dgs-tmp", "260101-002-other/.260101-002-QUICK.md.dgs-tmp"];
    for (const file of left) {
      mkdirSync(dirname(planning("quick", file)), { recursive: true });
      writeFileSync(planning("quick", file), "# Quick\n");
    }
    await run("Fix it");
    expect(left.map((file) => existsSync(planning("quick", file)))).toEqual([false, true]);
  });

  it("halts where a lock keeps the mark of the agent's work from being taken away, and ends when it is run again without", async () => {
    endMilestone();
    const marks = join(repo, ".git", "refs", "dgs", "attempts", "quick");
    const lock = (): string => join(marks, readdirSync(marks).find((name) => name.endsWith(".lock")) ?? "none");
    const locks: ScriptedAgent = (request, tools) => {
      writeFileSync(join(marks, `${readdirSync(marks)[0] ?? ""}.lock`), "");
      return good(request, tools);
    };
    const halted = await run("Fix it", locks);
    expect(halted.report).toMatchObject({ status: "failed", exit: "human-needed" });
    expect(halted.report.error).toContain(`delete ${realpathSync(lock())}`);
    rmSync(lock());
    expect((await run("Fix it")).report).toMatchObject({ status: "ready", exit: "ok" });
    expect(git("for-each-ref", "refs/dgs/attempts")).toBe("");
  });

  it("works in a worktree of its own and is ready: the checkout is as before, the commit has its trailers", async () => {
    endMilestone();
    const head = git("rev-parse", "HEAD");
    const { report, asked } = await run("Fix auth token validation");
    expect(report).toMatchObject({ kind: "product-level", status: "ready", exit: "ok", slug: "fix-auth-token-validation", branch: "quick/fix-auth-token-validation", base: "main", next: { command: "dgs complete-quick" } });
    expect(report.worktrees).toEqual([{ repo: "app", path: worktree("fix-auth-token-validation") }]);
    expect(asked.map(({ purpose, role, cwd }) => ({ purpose, role, cwd }))).toEqual([{ purpose: "quick fix-auth-token-validation", role: "executor", cwd: worktree("fix-auth-token-validation") }]);
    expect(gitIn(worktree("fix-auth-token-validation"), "log", "-1", "--format=%s|%(trailers:key=DGS-Quick,valueonly,separator=%x2C)|%(trailers:key=DGS-Run,valueonly,separator=%x2C)")).toBe(`feat(quick): Fix auth token validation|${report.id}|test-0`);
    expect(gitIn(worktree("fix-auth-token-validation"), "rev-parse", "HEAD~1")).toBe(head);
    expect(git("rev-parse", "HEAD")).toBe(head);
    expect(git("status", "--porcelain", "--", ".", ":!.planning")).toBe("");
    expect(readFileSync(planning(report.summaryPath ?? ""), "utf8")).toBe(SUMMARY);
    expect(quickFile()).toContain(`- [x] create worktree \`app\`\n`);
    expect(git("for-each-ref", "refs/dgs/attempts")).toBe("");
  });

  it("is told what its guidance says, and git does the same with either", async () => {
    endMilestone();
    const plain = await run("one");
    rmSync(planning("quick"), { recursive: true });
    const full = await run("two", good, { guidance: ["full"] });
    rmSync(planning("quick"), { recursive: true });
    const debug = await run("three", good, { guidance: ["debug"] });
    const stages = (report: QuickReport): string[] => report.steps.map(({ marker, command, commits }) => `${marker} ${command} ${String(commits)}`);
    expect(stages(full.report)).toEqual(stages(plain.report));
    expect(stages(debug.report)).toEqual(stages(plain.report));
    expect(plain.asked[0]?.prompt).not.toContain("Tests and documentation are expected");
    expect(full.asked[0]?.prompt).toContain("Tests and documentation are expected");
    expect(debug.asked[0]?.prompt).toContain("This is an investigation");
  });

  it("commits the agent's tasks one by one, and what is left over in one more", async () => {
    endMilestone();
    const { report } = await run("three things", (_request, tools) => {
      for (const name of ["a", "b", "c"]) tools.write(`${name}.txt`, name);
      tools.leave("tasks.json", JSON.stringify([{ task: 1, title: "first", files: ["a.txt"] }, { task: 2, title: "second", files: ["b.txt"] }]));
      tools.leave("SUMMARY.md", SUMMARY);
      return "completed";
    });
    expect(gitIn(worktree("three-things"), "log", "--reverse", "--format=%s %(trailers:key=DGS-Task,valueonly,separator=%x2C)", "main..HEAD").split("\n")).toEqual(["feat(quick): first 1", "feat(quick): second 2", "feat(quick): three things"]);
    expect(report.steps.at(-1)).toMatchObject({ command: "commit `app`", commits: 3 });
  });

  it("in several repos: the agent works in the first and is told the paths of the others", async () => {
    endMilestone();
    makeRepos();
    const { report, asked } = await run("both sides", (_request, tools) => {
      tools.write("api.txt", "api");
      writeFileSync(join(worktree("both-sides", "web"), "web.txt"), "web");
      tools.leave("SUMMARY.md", SUMMARY);
      return "completed";
    });
    expect(asked[0]?.cwd).toBe(worktree("both-sides", "api"));
    expect(asked[0]?.prompt).toContain(`web in ${worktree("both-sides", "web")}`);
    expect(report).toMatchObject({ status: "ready" });
    expect(report.worktrees.map(({ repo: name }) => name)).toEqual(["api", "web"]);
    for (const name of ["api", "web"]) {
      expect(gitIn(worktree("both-sides", name), "diff", "--name-only", "main..HEAD")).toBe(`${name}.txt`);
      expect(gitIn(join(folder, name), "status", "--porcelain")).toBe("");
    }
  });

  it("starts from git.base_branch, whatever the checkout is on, and honours the branch template", async () => {
    endMilestone();
    git("switch", "--quiet", "--create", "elsewhere");
    git("commit", "--quiet", "--allow-empty", "--message", "not on main");
    writeFileSync(planning("config.json"), JSON.stringify({ git: { base_branch: "main", quick_branch_template: "fixes/{num}-{slug}" } }));
    const { report } = await run("from main");
    expect(report).toMatchObject({ base: "main", branch: `fixes/${report.id}-from-main` });
    expect(gitIn(worktree("from-main"), "rev-parse", "HEAD~1")).toBe(git("rev-parse", "main"));
  });

  it("is one at a time: a second is refused and writes nothing, and the same title goes on with the first", async () => {
    endMilestone();
    await run("first", () => "crashed");
    const before = state();
    const { report, asked } = await tryQuick("second");
    expect(report).toMatchObject({ type: "refused", code: "quick-already-active" });
    expect(asked).toEqual([]);
    expect(state()).toBe(before);
    expect((await run("first")).report).toMatchObject({ status: "ready" });
    expect(readdirSync(planning("quick"))).toHaveLength(1);
    expect((await tryQuick(undefined)).report).toMatchObject({ type: "refused", code: "no-unfinished-quick", remedy: expect.stringContaining("dgs complete-quick") as string });
  });

  it("runs under one lock: who holds it is named", async () => {
    endMilestone();
    const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
    const other = tryLock({ folder: join(place.root, "jobs", ".locks"), name: "quick", now: "2026-01-01T00:00:00Z", liveness: ports.liveness });
    expect((await tryQuick("any")).report).toMatchObject({ type: "refused", code: "locked", exit: "locked", message: expect.stringContaining(`process ${String(process.pid)}`) as string });
    expect(existsSync(planning("quick"))).toBe(false);
    if (other.type === "held") other.lock.release();
    expect((await tryQuick("any")).report).toMatchObject({ status: "ready" });
  });

  it.each<[string, ScriptedAgent, string]>([
    ["no summary", (_request, tools) => { tools.write("x", "x"); return "completed"; }, "has no SUMMARY.md"],
    ["an empty summary", (_request, tools) => { tools.write("x", "x"); tools.leave("SUMMARY.md", " \n"); return "completed"; }, "says nothing"],
    ["a summary that says it is not done", (_request, tools) => { tools.write("x", "x"); tools.leave("SUMMARY.md", "---\nstatus: blocked\n---\n\n# S\n"); return "completed"; }, "not finished"],
    ["nothing changed", (_request, tools) => { tools.leave("SUMMARY.md", SUMMARY); return "completed"; }, "nothing was changed"],
    ["planning files changed", (_request, tools) => { tools.write(".planning/STATE.md", "mine"); tools.leave("SUMMARY.md", SUMMARY); return "completed"; }, "planning files were changed"],
  ])("an agent that leaves %s is not believed; its work is kept and the next run starts anew", async (_, script, finding) => {
    endMilestone();
    const { report, asked } = await run("anew", script);
    expect(asked).toHaveLength(3);
    expect(report).toMatchObject({ status: "failed", exit: "gaps", next: { command: "dgs quick" } });
    expect(report.error).toContain(finding);
    expect(gitIn(worktree("anew"), "status", "--porcelain")).toBe("");
    expect(gitIn(worktree("anew"), "log", "main..HEAD")).toBe("");
    expect((await run(undefined)).report).toMatchObject({ status: "ready" });
    expect(gitIn(worktree("anew"), "diff", "--name-only", "main..HEAD")).toBe("fix.txt");
  });

  it("with the guidance debug a report alone is a result", async () => {
    endMilestone();
    const { report } = await run("investigate flaky test", (_request, tools) => {
      tools.leave("SUMMARY.md", SUMMARY);
      return "completed";
    }, { guidance: ["debug"] });
    expect(report).toMatchObject({ status: "ready" });
    expect(report.steps.at(-1)).toMatchObject({ commits: 0 });
  });

  it.each([["timed-out", "timed-out"], ["limit-reached", "budget"], ["checkpoint", "human-needed"], ["refused", "gaps"]] as const)("an agent that ends %s halts it with exit %s", async (type, exit) => {
    endMilestone();
    const { report, asked } = await run("halts", () => type);
    expect(asked).toHaveLength(1);
    expect(report).toMatchObject({ status: "failed", exit });
  });

  it("Ctrl-C stops it; the next run keeps what was half done and starts the stage anew: one commit, nothing lost", async () => {
    endMilestone();
    const stop = new AbortController();
    const first = await run("half way", (_request, tools) => {
      tools.write("half.txt", "half\n");
      stop.abort();
      return "cancelled";
    }, { signal: stop.signal });
    expect(first.report).toMatchObject({ status: "in-progress", exit: "cancelled" });
    const { report, asked } = await run(undefined);
    expect(asked).toHaveLength(1);
    expect(report).toMatchObject({ status: "ready", id: first.report.id });
    expect(gitIn(worktree("half-way"), "log", "--format=%s", "main..HEAD")).toBe("feat(quick): half way");
    const [kept = ""] = keptRefs();
    expect(git("show", `${kept}^3:half.txt`)).toBe("half");
  });

  it("killed right behind the accepted summary it does not ask the agent again", async () => {
    endMilestone();
    const { report } = await run("accepted");
    // As the file was when the runner was killed: the stage had begun, and nothing of its end was written.
    const file = planning(report.path);
    writeFileSync(file, readFileSync(file, "utf8").replace("- **Status:** ready", "- **Status:** in-progress").replace(/- \[x\] run agent\n(?: {2}- .*\n)*/, "- [>] run agent\n").replace(/- \[x\] commit `app`\n(?: {2}- .*\n)*/, "- [ ] commit `app`\n"));
    gitIn(worktree("accepted"), "update-ref", `refs/dgs/attempts/quick/${report.id}-accepted`, git("rev-parse", "main"));
    const again = await run(undefined);
    expect(again.asked).toEqual([]);
    expect(again.report).toMatchObject({ status: "ready" });
    expect(again.report.steps.at(-1)).toMatchObject({ commits: 1 });
    expect(git("for-each-ref", "refs/dgs/attempts")).toBe("");
  });

  it("a person may save the file while the agent works: the edit stays, and the stage is found again", async () => {
    endMilestone();
    const { report } = await run("edited", (request, tools) => {
      const file = join(quickFolder(), readdirSync(quickFolder())[0] ?? "");
      writeFileSync(file, readFileSync(file, "utf8").replace("## Steps\n", "A note of mine.\n\n## Steps\n"));
      return good(request, tools);
    });
    expect(report).toMatchObject({ status: "ready" });
    expect(quickFile()).toContain("A note of mine.");
  });

  it.each([
    ["a branch of that name is there", () => { git("branch", "quick/taken"); }, "branch-exists"],
    ["a folder stands where the worktree would", () => { mkdirSync(worktree("taken")); }, "path-exists"],
    ["HEAD is detached and no base branch is named", () => { git("checkout", "--quiet", "--detach"); }, "detached"],
    ["git.base_branch is not there", () => { writeFileSync(planning("config.json"), '{"git": {"base_branch": "trunk"}}'); }, "base-branch-missing"],
    ["git.base_branch looks like an option", () => { writeFileSync(planning("config.json"), '{"git": {"base_branch": "--upload-pack=touch pwned"}}'); }, "base-branch-missing"],
  ])("is refused where %s, and writes nothing", async (_, make, code) => {
    endMilestone();
    make();
    const before = state();
    const { report, asked } = await tryQuick("taken");
    expect(report).toMatchObject({ type: "refused", code });
    expect(asked).toEqual([]);
    expect(state()).toBe(before);
  });

  it.each([" ", "\u0000\u001b", "\n\t"])("the title %j says nothing and is refused", async (title) => {
    endMilestone();
    const before = state();
    expect((await tryQuick(title)).report).toMatchObject({ type: "refused", code: "title-empty" });
    expect(state()).toBe(before);
  });

  it.each(["$(touch pwned)", "`touch pwned`; touch pwned", "--upload-pack=touch pwned", "../../../pwned", "..", "-x", "überfällig 🚀 日本語", "x".repeat(300), "!?…", "a\u0000b\u001b[31m\nc", "<!-- x", "- [x] run agent", "# Steps", "| a | b |", "HEAD", "x.lock"])("the title %j is data: nothing is executed and nothing leaves its folder", async (title) => {
    endMilestone();
    const { report, asked } = await run(title);
    expect(report).toMatchObject({ status: "ready" });
    expect(asked).toHaveLength(1);
    expect(report.branch).toMatch(/^quick\/[a-z0-9-]{1,60}$/);
    expect(readdirSync(folder).sort()).toEqual(["app", `app--${report.branch.replace("/", "-")}`, "tape.json"]);
    expect(readdirSync(planning("quick"))).toEqual([`${report.id}-${report.slug}`]);
    expect(existsSync(join(repo, "pwned"))).toBe(false);
    expect(git("status", "--porcelain", "--", ".", ":!.planning")).toBe("");
    expect(await abandon()).toMatchObject({ status: "abandoned" });
    expect(readdirSync(folder).sort()).toEqual(["app", "tape.json"]);
  }, 120_000);
});

describe("a milestone-context quick", () => {
  const milestone = (): string => join(folder, "app--v1");

  it("works in the milestone's worktree on its branch, has none of its own, and is completed", async () => {
    const { report, asked } = await run("fix auth token validation");
    expect(report).toMatchObject({ kind: "milestone-context", status: "completed", exit: "ok", branch: "milestone/v1", ended: "Quick 'fix-auth-token-validation' done on milestone/v1. It is merged with the milestone." });
    expect(asked[0]?.cwd).toBe(milestone());
    expect(git("branch", "--format=%(refname:short)").split("\n").sort()).toEqual(["main", "milestone/v1"]);
    expect(readdirSync(folder).sort()).toEqual(["app", "app--v1", "tape.json"]);
    expect(gitIn(milestone(), "log", "-1", "--format=%(trailers:key=DGS-Quick,valueonly)")).toBe(report.id);
    expect(report.next).toBeUndefined();
  });

  it("may be one of many, and a product-level quick with --main goes beside it", async () => {
    await run("one");
    await run("two", (request, tools) => { tools.write("two.txt", "two"); return good(request, { ...tools, write: () => undefined }); });
    const { report } = await run("three", good, { main: true });
    expect(report).toMatchObject({ kind: "product-level", status: "ready", base: "main" });
    expect(gitIn(worktree("three"), "rev-parse", "HEAD~1")).toBe(git("rev-parse", "main"));
    expect(readdirSync(planning("quick"))).toHaveLength(3);
    expect((await run("four", (request, tools) => { tools.write("four.txt", "four"); tools.leave("SUMMARY.md", SUMMARY); return request.attempt > 0 ? "completed" : "crashed"; })).report).toMatchObject({ kind: "milestone-context", status: "completed" });
  });

  it("shares the lock of the milestone's job", async () => {
    const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
    const other = tryLock({ folder: join(place.root, "jobs", ".locks"), name: "milestone-v1", now: "2026-01-01T00:00:00Z", liveness: ports.liveness });
    expect((await tryQuick("any")).report).toMatchObject({ type: "refused", code: "locked", exit: "locked" });
    if (other.type === "held") other.lock.release();
    expect(existsSync(planning("quick"))).toBe(false);
  });

  it("that was cut off keeps the milestone's job from starting, until it has ended", async () => {
    const stop = new AbortController();
    const { report } = await run("cut off", (_request, tools) => { tools.write("half.txt", "half"); stop.abort(); return "cancelled"; }, { signal: stop.signal });
    mkdirSync(planning("jobs", "pending"), { recursive: true });
    writeFileSync(planning("jobs", "pending", "milestone-v1.md"), "# Job\n\n- **Version:** v1\n- **Status:** pending\n\n## Steps\n\n- [ ] `/dgs:execute-phase 1 --non-interactive`\n");
    const { ports, place } = createTestPorts(repo, createScriptedAgents(() => "crashed"));
    const job = { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined };
    expect(await runJob(ports, place, job)).toMatchObject({ type: "refused", code: "quick-cut-off", remedy: expect.stringContaining(report.id) as string });
    expect((await run(report.id)).report).toMatchObject({ status: "completed" });
    expect(await runJob(ports, place, job)).toMatchObject({ type: "run", status: "failed" });
  });

  it("is refused while a plan of the milestone is cut off there", async () => {
    git("update-ref", "refs/dgs/attempts/v1/01-01", git("rev-parse", "HEAD"));
    const before = state();
    expect((await tryQuick("not now")).report).toMatchObject({ type: "refused", code: "plan-cut-off" });
    expect(state()).toBe(before);
    expect((await run("not now", good, { main: true })).report).toMatchObject({ status: "ready" });
  });

  it("that failed is not taken up again while a plan of the milestone is cut off there", async () => {
    const { report } = await run("fails", () => "crashed");
    expect(report).toMatchObject({ kind: "milestone-context", status: "failed" });
    git("update-ref", "refs/dgs/attempts/v1/01-01", git("rev-parse", "HEAD"));
    const before = state();
    expect((await tryQuick(report.id)).report).toMatchObject({ type: "refused", code: "plan-cut-off" });
    expect(state()).toBe(before);
    git("update-ref", "-d", "refs/dgs/attempts/v1/01-01");
    expect((await run(report.id)).report).toMatchObject({ status: "completed" });
  });

  it("that was cut off can be given up: what it did is kept, the milestone's tree is as before, and its job may start", async () => {
    await run("stays");
    const before = git("rev-parse", "milestone/v1");
    const stop = new AbortController();
    const halfDone: ScriptedAgent = (_request, tools) => {
      tools.write("done.txt", "committed");
      gitIn(milestone(), "add", "done.txt");
      gitIn(milestone(), "commit", "--quiet", "-m", "half of it");
      tools.write("staged.txt", "staged");
      gitIn(milestone(), "add", "staged.txt");
      tools.write("half.txt", "half");
      stop.abort();
      return "cancelled";
    };
    const { report } = await run("cut off", halfDone, { signal: stop.signal });
    expect(report).toMatchObject({ status: "in-progress", exit: "cancelled" });
    const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
    const preview = await planAbandonQuick(ports, place, {});
    expect(preview).toMatchObject({ id: report.id, repos: [{ repo: "app", worktree: milestone(), branch: "milestone/v1", commits: [{ subject: "half of it" }], files: ["staged.txt", "half.txt"] }] });
    const ended = await abandon({ quick: report.id });
    expect(ended).toMatchObject({ status: "abandoned", exit: "ok", ended: expect.stringMatching(/^Quick 'cut-off' abandoned\. milestone\/v1 is without it\. Its work is kept under refs\/dgs\/keep\//) as string });
    expect(git("rev-parse", "milestone/v1")).toBe(before);
    expect(gitIn(milestone(), "status", "--porcelain")).toBe("");
    expect(existsSync(join(milestone(), "fix.txt"))).toBe(true);
    expect(git("for-each-ref", "refs/dgs/attempts")).toBe("");
    const [kept = ""] = keptRefs();
    const held = git("log", "--format=", "--name-only", "-m", kept, `^${before}`);
    for (const file of ["done.txt", "staged.txt", "half.txt"]) expect(held).toContain(file);
    mkdirSync(planning("jobs", "pending"), { recursive: true });
    writeFileSync(planning("jobs", "pending", "milestone-v1.md"), "# Job\n\n- **Version:** v1\n- **Status:** pending\n\n## Steps\n\n- [ ] `/dgs:execute-phase 1 --non-interactive`\n");
    expect(await runJob(ports, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined })).toMatchObject({ type: "run" });
  });

  it("that was cut off in the checkout (`git.worktrees: false`) can be given up: what it did stays there as it is, and nothing keeps the job from starting", async () => {
    writeFileSync(planning("config.json"), JSON.stringify({ git: { worktrees: false } }));
    const stop = new AbortController();
    const { report } = await run("cut off", (request, tools) => {
      tools.write("done.txt", "committed\n");
      gitIn(request.cwd, "add", "done.txt");
      gitIn(request.cwd, "commit", "--quiet", "-m", "half of it");
      tools.write("half.txt", "half\n");
      stop.abort();
      return "cancelled";
    }, { signal: stop.signal });
    expect(report).toMatchObject({ kind: "milestone-context", status: "in-progress", branch: "main" });
    expect(git("for-each-ref", "--format=%(refname)", "refs/dgs/attempts")).toBe(`refs/dgs/attempts/quick/${report.id}-cut-off`);
    const before = [git("rev-parse", "HEAD"), git("status", "--porcelain", "--", ".", ":!.planning")];
    const ended = await abandon({ quick: report.id });
    expect(ended).toMatchObject({ status: "abandoned", exit: "ok" });
    expect(quickFile()).toContain(`what it changed stays in ${repo}, which is your checkout: commit it, or take it back`);
    expect([git("rev-parse", "HEAD"), git("status", "--porcelain", "--", ".", ":!.planning")]).toEqual(before);
    expect(before[1]).toContain("?? half.txt");
    expect(readFileSync(join(repo, "half.txt"), "utf8")).toBe("half\n");
    expect(git("log", "-1", "--format=%s")).toBe("half of it");
    expect(git("for-each-ref", "refs/dgs/attempts")).toBe("");
    expect(await abandon({ quick: report.id })).toMatchObject({ type: "refused", code: "quick-ended" });
  });

  it("that failed can be given up, and one that others have committed above is left to a person", async () => {
    const { report } = await run("fails", () => "crashed");
    expect(await abandon({ quick: report.id })).toMatchObject({ status: "abandoned" });
    expect(await abandon({ quick: report.id })).toMatchObject({ type: "refused", code: "quick-ended" });
    const stop = new AbortController();
    const cut = await run("again", (_request, tools) => { tools.write("half.txt", "half"); stop.abort(); return "cancelled"; }, { signal: stop.signal });
    gitIn(milestone(), "commit", "--quiet", "--allow-empty", "-m", "feat: of a plan", "-m", "DGS-Plan: 01-01");
    const tip = git("rev-parse", "milestone/v1");
    expect(await abandon({ quick: cut.report.id })).toMatchObject({ status: "failed", exit: "human-needed", error: expect.stringContaining("feat: of a plan") as string });
    expect((await run(cut.report.id).catch(() => undefined))?.report.status).not.toBe("completed");
    expect([git("rev-parse", "milestone/v1"), existsSync(join(milestone(), "half.txt"))]).toEqual([tip, true]);
  });

  it("takes the lock of the milestone's job when it is given up, also when another milestone is active", async () => {
    const stop = new AbortController();
    const { report } = await run("cut off", (_request, tools) => { tools.write("half.txt", "half"); stop.abort(); return "cancelled"; }, { signal: stop.signal });
    for (const file of ["ROADMAP.md", "STATE.md"]) if (existsSync(planning(file))) writeFileSync(planning(file), readFileSync(planning(file), "utf8").replaceAll("v1", "v7"));
    const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
    expect((await tryQuick(report.id)).report).toMatchObject({ type: "refused", code: "quick-of-another-milestone", remedy: expect.stringContaining(`dgs abandon-quick ${report.id}`) as string });
    const other = tryLock({ folder: join(place.root, "jobs", ".locks"), name: "milestone-v1", now: "2026-01-01T00:00:00Z", liveness: ports.liveness });
    expect(await abandon({ quick: report.id })).toMatchObject({ type: "refused", code: "locked" });
    if (other.type === "held") other.lock.release();
    expect(await abandon({ quick: report.id })).toMatchObject({ status: "abandoned" });
    expect(existsSync(join(milestone(), "half.txt"))).toBe(false);
  });

  it("that is done has nothing to abandon", async () => {
    const { report } = await run("stays");
    expect(await abandon({ quick: report.id })).toMatchObject({ type: "refused", code: "quick-not-product-level" });
    expect(existsSync(milestone())).toBe(true);
  });

  it("is refused where nobody can tell which milestone is active, unless --main is given", async () => {
    rmSync(planning("STATE.md"));
    const roadmap = readFileSync(planning("ROADMAP.md"), "utf8");
    writeFileSync(planning("ROADMAP.md"), roadmap.replace("- 🚧 **v1 App** - Phases 1-1 (in progress)", "- 🚧 **v1 App** - Phases 1-1 (in progress)\n- 🚧 **v2 More** - Phases 2-2 (in progress)"));
    const before = state();
    expect((await tryQuick("which")).report).toMatchObject({ type: "refused", code: "active-milestone-unknown", remedy: expect.stringContaining("--main") as string });
    expect(state()).toBe(before);
    expect((await run("which", good, { main: true })).report).toMatchObject({ kind: "product-level" });
  });
});

describe("abandoning a quick", () => {
  it("keeps commits, staged, changed and untracked work, then removes worktree and branch; all of it can be restored", async () => {
    endMilestone();
    const { report } = await run("thrown away");
    const tree = worktree("thrown-away");
    writeFileSync(join(tree, "staged.txt"), "staged\n");
    gitIn(tree, "add", "staged.txt");
    appendFileSync(join(tree, "README.md"), "changed\n");
    writeFileSync(join(tree, "untracked.txt"), "untracked\n");
    const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
    const before = state();
    expect(await planAbandonQuick(ports, place, {})).toMatchObject({ type: "abandon-preview", id: report.id, repos: [{ repo: "app", worktree: tree, branch: "quick/thrown-away", commits: [{ subject: "feat(quick): thrown away" }], files: expect.arrayContaining(["README.md", "staged.txt", "untracked.txt"]) as string[] }] });
    expect(state()).toBe(before);
    const abandoned = await abandon();
    expect(abandoned).toMatchObject({ status: "abandoned", exit: "ok", worktrees: [] });
    expect(existsSync(tree)).toBe(false);
    expect(git("branch", "--format=%(refname:short)")).toBe("main");
    expect(git("worktree", "list", "--porcelain").match(/^worktree /gm)).toHaveLength(1);
    const [ref = ""] = keptRefs();
    const restored = await ports.git.restoreKept({ repo, ref, branch: "back", path: join(folder, "back") });
    expect(restored).toMatchObject({ type: "restored" });
    expect(readFileSync(join(folder, "back", "untracked.txt"), "utf8")).toBe("untracked\n");
    expect(readFileSync(join(folder, "back", "README.md"), "utf8")).toBe("# app\nchanged\n");
    expect(gitIn(join(folder, "back"), "diff", "--cached", "--name-only")).toContain("staged.txt");
    expect(gitIn(join(folder, "back"), "log", "-1", "--format=%s")).toBe("feat(quick): thrown away");
    expect((await run("another")).report).toMatchObject({ status: "ready" });
  });

  it("works when the worktree was deleted by hand: the commits are kept", async () => {
    endMilestone();
    await run("gone");
    const head = gitIn(worktree("gone"), "rev-parse", "HEAD");
    rmSync(worktree("gone"), { recursive: true });
    expect(await abandon()).toMatchObject({ status: "abandoned" });
    expect(git("branch", "--format=%(refname:short)")).toBe("main");
    expect(keptRefs().some((ref) => git("merge-base", "--is-ancestor", head, ref) === "")).toBe(true);
  });

  it("works before anything was made, and in the middle of the agent's work", async () => {
    endMilestone();
    writeFileSync(planning("REPOS.md"), "| Name | Path | Setup |\n|---|---|---|\n| app | . | false |\n");
    expect((await run("no setup")).report).toMatchObject({ status: "failed", next: { command: "dgs quick" } });
    expect(await abandon()).toMatchObject({ status: "abandoned" });
    rmSync(planning("REPOS.md"));
    const stop = new AbortController();
    await run("half", (_request, tools) => { tools.write("half.txt", "half"); stop.abort(); return "cancelled"; }, { signal: stop.signal });
    expect(await abandon()).toMatchObject({ status: "abandoned" });
    expect(keptRefs().some((ref) => git("ls-tree", "--name-only", `${ref}^3`).includes("half.txt"))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["app", "tape.json"]);
  });

  it("is refused when there is none, and for one that has ended", async () => {
    endMilestone();
    const before = state();
    expect(await abandon()).toMatchObject({ type: "refused", code: "no-active-quick" });
    expect(await abandon({ quick: "nothing" })).toMatchObject({ type: "refused", code: "no-such-quick" });
    expect(state()).toBe(before);
    const { report } = await run("once");
    await abandon();
    expect(await abandon({ quick: report.slug })).toMatchObject({ type: "refused", code: "quick-ended" });
  });
});
