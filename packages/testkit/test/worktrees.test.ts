import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type Quick, quickMachine, renderQuick, type Sha } from "@dgs/core";
import { isRefusal, listWorktrees, planPrune, type Place, type Ports, type PruneReport, pruneWorktrees, type Refusal, setupWorktreeAgain, type WorktreeReport } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";

let folder: string;
let repo: string;
let ports: Ports;
let place: Place;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs worktrees ")));
  repo = join(folder, "app");
  mkdirSync(repo);
  git(repo, "init", "--quiet", "--initial-branch=main");
  git(repo, "config", "user.name", "T");
  git(repo, "config", "user.email", "t@example.org");
  put(".planning/ROADMAP.md", "# Roadmap\n\n## Milestones\n\n- ✅ **v1.0 First** - Phases 1-1 (shipped 2026-01-01)\n- 🚧 **v2.0 Second** - Phases 2-2 (in progress)\n\n## Phases\n\n### 🚧 v2.0 Second (In Progress)\n\n- [ ] **Phase 2: More** - more\n\n### Phase 2: More\n\n**Goal**: more\n");
  put(".planning/STATE.md", "---\nmilestone: v2.0\n---\n\n# Project State\n");
  put(".gitignore", ".env\n");
  git(repo, "add", "--all");
  git(repo, "commit", "--quiet", "-m", "first");
  ({ ports, place } = createTestPorts(repo, createScriptedAgents(() => "completed")));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function git(tree: string, ...args: string[]): string {
  return execFileSync("git", ["-C", tree, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

function put(name: string, text: string): void {
  mkdirSync(dirname(join(repo, name)), { recursive: true });
  writeFileSync(join(repo, name), text);
}

/** Makes a worktree as DGS does. */
async function make(name: string, branch: string): Promise<string> {
  const path = join(folder, `app--${name}`);
  expect(await ports.git.addWorktree({ repo, path, branch, base: git(repo, "rev-parse", "HEAD") as Sha })).toEqual({ type: "added" });
  return path;
}

function job(folderName: string, version: string, status: string): void {
  put(`.planning/jobs/${folderName}/milestone-${version}.md`, `# Milestone Job: ${version}\n\n- **Version:** ${version}\n- **Status:** ${status}\n- **Created:** 2026-01-01T00:00:00Z\n\n## Steps\n\n- [ ] \`/dgs:execute-phase 1\`\n`);
}

function quick(title: string, status: string): void {
  const text = renderQuick({ kind: "product-level", title, branch: `quick/${title}`, base: "main", worktree: `{repo}--quick-${title}`, guidance: [], created: "2026-01-01T00:00:00Z", repos: ["app"] });
  put(`.planning/quick/260101-abc-${title}/260101-abc-QUICK.md`, text.replace(/(\*\*Status:\*\*) \S+/, `$1 ${status}`));
}

async function list(): Promise<Readonly<Record<string, WorktreeReport>>> {
  const report = await listWorktrees(ports, place);
  if (isRefusal(report)) throw new Error(report.message);
  return Object.fromEntries(report.worktrees.map((each) => [basename(each.path), each]));
}

function told(report: PruneReport | Refusal): { readonly going: readonly string[]; readonly stays: Readonly<Record<string, string>> } {
  if (isRefusal(report)) throw new Error(report.message);
  return { going: report.worktrees.map(({ path }) => basename(path)).sort(), stays: Object.fromEntries(report.stays.map(({ path, why }) => [basename(path), why])) };
}

async function prune(): Promise<ReturnType<typeof told>> {
  const preview = await planPrune(ports, place);
  if (isRefusal(preview)) throw new Error(preview.message);
  return told(await pruneWorktrees(ports, place, preview.worktrees.map(({ path }) => path)));
}

it("writes the quicks of these tests as the machine reads them", () => {
  quick("fix", "completed");
  const path = ".planning/quick/260101-abc-fix/260101-abc-QUICK.md";
  const read: Quick = quickMachine.read({ path: path as Quick["path"], texts: new Map([[path as Quick["path"], readFileSync(join(repo, path), "utf8")]]) });
  expect(read).toMatchObject({ status: "completed", kind: "product-level", worktree: "{repo}--quick-fix", title: "fix" });
});

describe("listWorktrees", () => {
  it("tells of each place whose it is, what it is of, and in which state", async () => {
    job("in-progress", "v2.0", "in-progress");
    quick("fix", "ready");
    await make("v2.0", "milestone/v2.0");
    const plan = await make("v2.0--02-01", "plan/02-01");
    await make("v2.0--base-02", "milestone/v2.0--base-02");
    await make("quick-fix", "quick/fix");
    git(repo, "worktree", "add", "--quiet", "--detach", join(folder, "theirs\nodd"));
    writeFileSync(join(folder, "app--quick-fix", "new\nfile"), "");
    git(repo, "worktree", "lock", "--reason", "away", plan);
    const found = await list();
    expect(found).toMatchObject({
      app: { owner: "checkout", branch: "main", state: "dirty" },
      "app--v2.0": { owner: "dgs", of: { kind: "milestone", name: "v2.0" }, needed: true, why: "its job is in-progress", state: "clean", changes: 0 },
      "app--v2.0--base-02": { owner: "dgs", of: { kind: "audit", name: "v2.0 phase 2" }, needed: true },
      "app--v2.0--02-01": { owner: "dgs", of: { kind: "plan", name: "v2.0 02-01" }, locked: "away" },
      "app--quick-fix": { owner: "dgs", of: { kind: "quick", name: "fix" }, needed: true, why: "the quick is ready", state: "dirty", changes: 1 },
      "theirs\nodd": { owner: "person", state: "clean" },
    });
    expect(found["theirs\nodd"]).not.toHaveProperty("branch");
    expect(found["theirs\nodd"]).not.toHaveProperty("needed");
  });
});

describe("pruneWorktrees", () => {
  it("removes what has ended, keeps the branches, and leaves what is in work", async () => {
    job("completed", "v1.0", "completed");
    for (const [title, status] of [["done", "completed"], ["gone", "abandoned"], ["open", "failed"]] as const) {
      quick(title, status);
      await make(`quick-${title}`, `quick/${title}`);
    }
    await make("v1.0", "milestone/v1.0");
    await make("v2.0", "milestone/v2.0");
    await make("mystery", "mystery");
    const expected = { going: ["app--mystery", "app--quick-done", "app--quick-gone", "app--v1.0"], stays: { "app--quick-open": "the quick is failed", "app--v2.0": "its milestone is active" } };
    expect(told((await planPrune(ports, place)))).toEqual(expected);
    expect(existsSync(join(folder, "app--v1.0"))).toBe(true);
    expect(await prune()).toEqual(expected);
    for (const name of expected.going) expect(existsSync(join(folder, name))).toBe(false);
    for (const name of Object.keys(expected.stays)) expect(existsSync(join(folder, name))).toBe(true);
    expect(git(repo, "branch", "--list", "milestone/v1.0", "quick/done")).not.toBe("");
    expect(await prune()).toEqual({ ...expected, going: [] });
  });

  it("removes that of a job that was rolled back, not while another job of the milestone is open", async () => {
    job("completed", "v2.0", "rolled_back");
    await make("v2.0", "milestone/v2.0");
    job("pending", "v2.0", "pending");
    expect((await prune()).stays).toEqual({ "app--v2.0": "its job is pending" });
    rmSync(join(repo, ".planning/jobs/pending"), { recursive: true });
    expect((await prune()).going).toEqual(["app--v2.0"]);
  });

  it("leaves what is changed, locked, a person's or worked in, each with its reason, and touches none of them", async () => {
    const [dirty, locked] = [await make("a", "a"), await make("b", "b")];
    writeFileSync(join(dirty, "new"), "work");
    git(repo, "worktree", "lock", locked);
    const theirs = join(folder, "app--theirs");
    git(repo, "worktree", "add", "--quiet", "-b", "theirs", theirs);
    await make("d", "d");
    const inside = { type: "known", processes: [{ pid: 4242, command: "vim", cwd: "x" }] } as const;
    const nobody = { type: "known", processes: [] } as const;
    ports = { ...ports, processesIn: (path) => Promise.resolve(path.endsWith("app--d") ? inside : nobody) };
    const { going, stays } = await prune();
    expect(going).toEqual([]);
    expect(stays).toEqual({
      "app--a": "it has 1 uncommitted changes or untracked files",
      "app--b": "it is locked",
      "app--theirs": "a person made it",
      "app--d": expect.stringContaining("vim (pid 4242)") as string,
    });
    for (const path of [dirty, locked, theirs]) expect(existsSync(path)).toBe(true);
    expect(git(repo, "for-each-ref", "refs/dgs/keep")).toBe("");
  });

  it("forgets its own whose folder is gone, also in work, and no person's", async () => {
    const path = await make("v2.0", "milestone/v2.0");
    const theirs = join(folder, "theirs");
    git(repo, "worktree", "add", "--quiet", "-b", "theirs", theirs);
    rmSync(path, { recursive: true });
    rmSync(theirs, { recursive: true });
    expect(await prune()).toEqual({ going: ["app--v2.0"], stays: { theirs: "a person made it" } });
    expect(Object.keys(await list())).toEqual(["app", "theirs"]);
  });

  it("keeps an ignored file that was only there, and says where", async () => {
    const path = await make("old", "old");
    writeFileSync(join(path, ".env"), "SECRET=1");
    const report = await pruneWorktrees(ports, place, [path]);
    expect(report).toMatchObject({ worktrees: [{ path, kept: "refs/dgs/keep/worktrees/old" }] });
    expect(git(repo, "show", "refs/dgs/keep/worktrees/old^3:.env")).toBe("SECRET=1");
  });

  it("removes nothing that the person has not seen", async () => {
    const path = await make("late", "late");
    expect(told(await pruneWorktrees(ports, place, []))).toEqual({ going: [], stays: { "app--late": "it was not in the preview" } });
    expect(existsSync(path)).toBe(true);
  });

  it("fails closed where it cannot be told which milestone is active", async () => {
    await make("mystery", "mystery");
    rmSync(join(repo, ".planning/ROADMAP.md"));
    expect((await prune()).stays).toEqual({ "app--mystery": "it cannot be told which milestone of the planning folder is active" });
  });
});

describe("setupWorktreeAgain", () => {
  const setUp = (path: string): ReturnType<typeof setupWorktreeAgain> => setupWorktreeAgain(ports, place, { path, signal: new AbortController().signal, onEvent: () => undefined });

  it("runs the command of REPOS.md each time, from any folder of the worktree, with the slug of its name", async () => {
    put(".planning/REPOS.md", '| Name | Path | Setup |\n|---|---|---|\n| app | . | echo "$1" >> ran |\n');
    const path = await make("v2.0", "milestone/v2.0");
    mkdirSync(join(path, "deep"));
    for (const at of [path, join(path, "deep")]) expect(await setUp(at)).toMatchObject({ type: "worktree-setup", repo: "app", path, logPath: join(path, ".dgs/logs/setup.log") });
    expect(readFileSync(join(path, "ran"), "utf8")).toBe("v2.0\nv2.0\n");
  });

  it("refuses the checkout, other folders, a repo without a command, and tells of a failure where the log is", async () => {
    const path = await make("v2.0", "milestone/v2.0");
    expect(await setUp(path)).toMatchObject({ code: "no-setup-command" });
    put(".planning/REPOS.md", "| Name | Path | Setup |\n|---|---|---|\n| app | . | false |\n");
    expect(await setUp(repo)).toMatchObject({ code: "not-a-worktree" });
    expect(await setUp(folder)).toMatchObject({ code: "no-such-worktree" });
    expect(await setUp(path)).toMatchObject({ code: "setup-failed", exit: "gaps", message: expect.stringContaining("setup.log") as string });
    rmSync(path, { recursive: true });
    expect(await setUp(path)).toMatchObject({ code: "worktree-missing" });
  });
});
