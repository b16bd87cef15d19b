import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Sha } from "@dgs/core";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ports } from "@dgs/runtime";
import { removeOwnWorktree, type OwnRemoval } from "../../runtime/src/work/remove-own-worktree.js";

let folder: string;
let repo: string;
let path: string;
let ports: Ports;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs remove ")));
  repo = join(folder, "app");
  path = join(folder, "app--v1\nünï x");
  mkdirSync(join(repo, ".planning"), { recursive: true });
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", repo]);
  git(repo, "config", "user.name", "T");
  git(repo, "config", "user.email", "t@example.org");
  put(repo, ".gitignore", ".env\nnode_modules/\n*.sqlite\nscratch/\n");
  put(repo, "a.txt", "1");
  git(repo, "add", "--all");
  git(repo, "commit", "--quiet", "-m", "first");
  ({ ports } = createTestPorts(repo, createScriptedAgents(() => "completed")));
  expect(await ports.git.addWorktree({ repo, path, branch: "milestone/v1", base: git(repo, "rev-parse", "HEAD") as Sha })).toEqual({ type: "added" });
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

function git(tree: string, ...args: string[]): string {
  return execFileSync("git", ["-C", tree, "-c", "protocol.file.allow=always", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

function put(tree: string, name: string, text: string): void {
  mkdirSync(dirname(join(tree, name)), { recursive: true });
  writeFileSync(join(tree, name), text);
}

const remove = (more: Partial<Ports> = {}): Promise<OwnRemoval> => removeOwnWorktree({ ...ports, ...more }, { repo, path, name: "v1/end", reason: "the milestone is complete" });
const show = (ref: string | undefined, name: string): string => git(repo, "show", `${String(ref)}:${name}`);

/** Starts a program that waits in a folder, and waits until it is there. */
async function startIn(cwd: string): Promise<number> {
  const child = spawn(process.execPath, ["-e", "process.stdout.write('here'); setInterval(() => {}, 1000)"], { cwd, stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  await once(child.stdout, "data");
  return child.pid ?? 0;
}

describe.skipIf(process.platform === "win32")("removeOwnWorktree", () => {
  it("removes a clean one, keeps its branch and nothing else, and is done when asked again", async () => {
    put(path, "b.txt", "2");
    git(path, "add", "--all");
    git(path, "commit", "--quiet", "-m", "second");
    const tip = git(path, "rev-parse", "HEAD");
    expect(await remove()).toEqual({ type: "removed", dropped: [] });
    expect(existsSync(path)).toBe(false);
    expect(git(repo, "rev-parse", "milestone/v1")).toBe(tip);
    expect(git(repo, "for-each-ref", "refs/dgs/keep")).toBe("");
    expect(await remove()).toEqual({ type: "absent" });
  });

  it("keeps what is staged, changed, deleted and untracked before it removes", async () => {
    put(path, "staged.txt", "staged");
    git(path, "add", "staged.txt");
    put(path, "a.txt", "changed");
    put(path, "deep/new\nline ünï", "untracked");
    const gone = await remove();
    expect(gone).toMatchObject({ type: "removed", kept: "refs/dgs/keep/v1/end" });
    const kept = gone.type === "removed" ? gone.kept : undefined;
    expect(show(kept, "a.txt")).toBe("changed");
    expect(show(`${String(kept)}^2`, "staged.txt")).toBe("staged");
    expect(show(`${String(kept)}^3`, "deep/new\nline ünï")).toBe("untracked");
    expect(existsSync(path)).toBe(false);
    expect(await remove()).toEqual({ type: "absent" });
  });

  it("keeps ignored files that nobody makes anew, drops the others, and copies of what lies in the checkout", async () => {
    put(repo, ".env", "SAME=1");
    put(path, ".env", "SAME=1");
    put(path, "packages/a/.env", "OTHER=1");
    put(path, "node_modules/x/index.js", "x");
    put(path, "scratch/notes", "thoughts");
    put(path, "scratch/__pycache__/x", "x");
    const gone = await remove();
    expect(gone).toEqual({ type: "removed", kept: "refs/dgs/keep/v1/end", dropped: expect.arrayContaining([".env", "node_modules/", "scratch/__pycache__"]) as string[] });
    expect(git(repo, "ls-tree", "-r", "--name-only", "refs/dgs/keep/v1/end^3").split("\n")).toEqual(["packages/a/.env", "scratch/notes"]);
    expect(show("refs/dgs/keep/v1/end^3", "packages/a/.env")).toBe("OTHER=1");
  });

  it.each(["a large ignored file", "an ignored repository"])("leaves one alone that holds %s, as it is", async (what) => {
    put(path, "new.txt", "untracked");
    if (what === "a large ignored file") {
      put(path, "data.sqlite", "");
      truncateSync(join(path, "data.sqlite"), 17 * 1024 * 1024);
    } else execFileSync("git", ["init", "--quiet", join(path, "scratch", "clone")]);
    const stays = await remove();
    expect(stays).toMatchObject({ type: "stays", code: "ignored-files" });
    expect(stays.type === "stays" && stays.message).toMatch(/data\.sqlite \(17 MiB\)|scratch\/clone\/ \(a repository of its own\)/);
    expect(git(path, "status", "--porcelain")).toBe("?? new.txt");
    expect(git(repo, "for-each-ref", "refs/dgs/keep")).toBe("");
  });

  it("leaves one alone in which processes work, and names them", async () => {
    put(path, "deep/x", "x");
    const pid = await startIn(join(path, "deep"));
    const stays = await remove();
    expect(stays).toMatchObject({ type: "stays", code: "process-inside" });
    expect(stays.type === "stays" && stays.message).toMatch(new RegExp(`^1 process works in .*pid ${String(pid)}\\)`, "s"));
    expect(existsSync(join(path, "deep/x"))).toBe(true);
    process.kill(pid, "SIGKILL");
    await once(children.pop() as ChildProcess, "exit");
    expect(await remove()).toMatchObject({ type: "removed" });
  });

  it("does not count itself, and fails closed where nobody can tell", async () => {
    expect(await remove({ processesIn: () => Promise.resolve({ type: "unknown", message: "no /proc" }) })).toMatchObject({ type: "stays", code: "processes-unknown" });
    const itself = { pid: process.pid, command: "node", cwd: path };
    expect(await remove({ processesIn: () => Promise.resolve({ type: "known", processes: [itself] }) })).toMatchObject({ type: "removed" });
  });

  it("never touches a person's worktree, the checkout, or one that is locked or in the middle of something", async () => {
    const theirs = join(folder, "theirs");
    git(repo, "worktree", "add", "--quiet", "-b", "theirs", theirs);
    put(theirs, "mine.txt", "mine");
    const at = { repo, name: "x", reason: "y" };
    expect(await removeOwnWorktree(ports, { ...at, path: theirs })).toMatchObject({ type: "stays", code: "not-ours" });
    expect(await removeOwnWorktree(ports, { ...at, path: repo })).toMatchObject({ type: "stays", code: "not-ours" });
    expect(await removeOwnWorktree(ports, { ...at, path: folder })).toMatchObject({ type: "stays", code: "not-ours" });
    git(repo, "worktree", "lock", "--reason", "on a stick", path);
    expect(await remove()).toMatchObject({ type: "stays", code: "worktree-locked", message: expect.stringContaining("on a stick") as string });
    git(repo, "worktree", "unlock", path);
    git(path, "bisect", "start");
    expect(await remove()).toMatchObject({ type: "stays", code: "operation-in-progress" });
    expect(existsSync(join(theirs, "mine.txt"))).toBe(true);
    expect(existsSync(join(path, "a.txt"))).toBe(true);
    expect(git(repo, "for-each-ref", "refs/dgs/keep")).toBe("");
  });

  it("takes one whose folder was deleted by hand off the list, and keeps what was staged there", async () => {
    put(path, "staged.txt", "staged");
    git(path, "add", "staged.txt");
    rmSync(path, { recursive: true });
    const gone = await remove();
    expect(gone).toMatchObject({ type: "pruned", kept: expect.stringMatching(/^refs\/dgs\/keep\//) as string });
    expect(git(repo, "worktree", "list", "--porcelain")).not.toContain("app--v1");
    expect(await remove()).toEqual({ type: "absent" });
  });

  it("leaves to a person what a removal that was cut off has left of the folder", async () => {
    rmSync(join(path, ".git"));
    put(path, "left.txt", "left");
    expect(await remove()).toMatchObject({ type: "stays", code: "path-exists", message: expect.stringContaining("the file .git") as string });
    expect(existsSync(join(path, "left.txt"))).toBe(true);
    rmSync(path, { recursive: true });
    expect(await remove()).toMatchObject({ type: "pruned" });
  });

  it("pins commits of a detached HEAD that nothing else holds", async () => {
    git(path, "checkout", "--quiet", "--detach");
    git(path, "commit", "--quiet", "--allow-empty", "-m", "on no branch");
    const tip = git(path, "rev-parse", "HEAD");
    expect(await remove()).toMatchObject({ type: "removed", kept: "refs/dgs/keep/v1/end" });
    expect(git(repo, "merge-base", "--is-ancestor", tip, "refs/dgs/keep/v1/end")).toBe("");
  });

  it("leaves one alone, changes and all, that holds a repository of its own or a submodule", async () => {
    put(path, "a.txt", "changed");
    execFileSync("git", ["init", "--quiet", join(path, "clone")]);
    put(path, "clone/x", "x");
    expect(await remove()).toMatchObject({ type: "stays", code: "repository-inside" });
    rmSync(join(path, "clone"), { recursive: true });
    git(path, "submodule", "--quiet", "add", repo, "sub");
    expect(await remove()).toMatchObject({ type: "stays", code: "submodules" });
    expect(git(path, "status", "--porcelain", "--", "a.txt")).toBe("M a.txt");
    expect(existsSync(join(path, "sub", "a.txt"))).toBe(true);
  });

  it("removes one that was kept and cut off half-way, and keeps both states where it was changed in between", async () => {
    put(path, "a.txt", "one");
    await ports.git.keep({ tree: path, name: "v1/end", reason: "cut off", above: git(path, "rev-parse", "HEAD") as Sha });
    appendFileSync(join(path, "a.txt"), " two");
    const gone = await remove();
    expect(gone).toMatchObject({ type: "removed", kept: "refs/dgs/keep/v1/end-2" });
    expect([show("refs/dgs/keep/v1/end", "a.txt"), show("refs/dgs/keep/v1/end-2", "a.txt")]).toEqual(["one", "one two"]);
  });
});
