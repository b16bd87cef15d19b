import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sha } from "@dgs/core";
import type { Place, Ports } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isFailure, type WorkFailure } from "../../runtime/src/work/context.js";
import { checkForeignPlaces, recordPlaces, type RepoPlaces } from "../../runtime/src/work/foreign-places.js";
import { reflogActionOf } from "../../runtime/src/work/who-moved.js";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";

let folder: string;
let repo: string;
let tree: string;
let ports: Ports;
let place: Place;
let first: Sha;
let notes: string[];

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs foreign ")));
  repo = join(folder, "app");
  tree = join(folder, "app--v1");
  mkdirSync(join(repo, ".planning"), { recursive: true });
  git(repo, "init", "--quiet", "--initial-branch=main");
  git(repo, "config", "user.name", "T");
  git(repo, "config", "user.email", "t@example.org");
  git(repo, "commit", "--quiet", "--allow-empty", "-m", "first");
  first = git(repo, "rev-parse", "HEAD") as Sha;
  git(repo, "branch", "feature/ünï");
  ({ ports, place } = createTestPorts(repo, createScriptedAgents(() => "completed")));
  await ports.git.addWorktree({ repo, path: tree, branch: "milestone/v1", base: first });
  notes = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Git as a person runs it. */
function git(at: string, ...args: string[]): string {
  return execFileSync("git", ["-C", at, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** Git as an agent runs it in the environment that DGS gives it. */
function agent(at: string, ...args: string[]): string {
  const env = { ...process.env, GIT_REFLOG_ACTION: reflogActionOf("run-1", "execute-plan 01-01") };
  return execFileSync("git", ["-C", at, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env }).trim();
}

async function record(): Promise<readonly RepoPlaces[]> {
  const places = await recordPlaces({ ports, place });
  if (isFailure(places)) throw new Error(JSON.stringify(places));
  return places;
}

/** Records, lets something happen, and checks. */
async function after(happens: () => unknown): Promise<WorkFailure | undefined> {
  const places = await record();
  await happens();
  return checkForeignPlaces({ ports, runId: "run-1", onEvent: (event) => { if (event.type === "note") notes.push(event.text); } }, places, { own: [{ path: tree, branch: "milestone/v1" }], label: "plan 01-01", name: "v1/01-01" });
}

// What is the same and made in the same second is one commit.
const commit = (at: string, by = agent): string => by(at, "commit", "--quiet", "--allow-empty", "-m", by === agent ? "more" : "by day");
const errorOf = (failure: WorkFailure | undefined): string => (failure?.type === "failed" ? failure.error : "");

describe("what an agent may move", () => {
  it.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["its own branch", () => commit(tree)],
    ["a new branch", () => git(tree, "branch", "new")],
    ["a tag", () => git(tree, "tag", "v9")],
  ])("%s", async (_, happens) => {
    expect(await after(happens)).toBeUndefined();
    expect(git(repo, "for-each-ref", "refs/dgs/keep")).toBe("");
  });

  it("what another run of DGS has as its own, also when it appears and ends meanwhile", async () => {
    const other = join(folder, "app--quick-fix");
    await ports.git.addWorktree({ repo, path: other, branch: "quick/fix", base: first });
    expect(await after(() => commit(other))).toBeUndefined();
    expect(await after(async () => {
      commit(other);
      expect(await ports.git.removeWorktree({ repo, path: other })).toEqual({ type: "removed" });
      expect(await ports.git.fastForward({ repo, branch: "main", to: git(repo, "rev-parse", "quick/fix") as Sha })).toMatchObject({ type: "moved" });
      await ports.git.deleteBranch({ repo, branch: "quick/fix", expected: git(repo, "rev-parse", "quick/fix") as Sha });
    })).toBeUndefined();
  });

  it("what a person pulls meanwhile", async () => {
    git(folder, "clone", "--quiet", "--bare", repo, "origin.git");
    git(repo, "remote", "add", "origin", join(folder, "origin.git"));
    git(folder, "clone", "--quiet", "origin.git", "elsewhere");
    git(join(folder, "elsewhere"), "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--allow-empty", "-m", "pushed");
    git(join(folder, "elsewhere"), "push", "--quiet", "origin", "main");
    expect(await after(() => git(repo, "pull", "--quiet", "--ff-only", "origin", "main"))).toBeUndefined();
    expect(git(repo, "rev-parse", "HEAD")).not.toBe(first);
  });
});

describe("what a person does by day is told and pinned, and fails nothing", () => {
  const kept = (): string => git(repo, "for-each-ref", "--format=%(objectname)", "refs/dgs/keep/v1/01-01-moved");

  it.each<[string, string, () => unknown]>([
    ["commits in the checkout", "the branch main was at", () => { commit(repo, git); commit(repo, git); }],
    ["commits while the agent commits in its own tree", "the branch main was at", () => { commit(tree); commit(repo, git); commit(tree); }],
    ["an amended commit", "the branch main was at", () => git(repo, "commit", "--quiet", "--amend", "--allow-empty", "-m", "other")],
    ["a branch that goes another way: a rebase of it", "the branch main was at", () => {
      git(repo, "branch", "onto", git(repo, "commit-tree", "-m", "root", "main^{tree}"));
      git(repo, "rebase", "--quiet", "onto");
    }],
    ["a reset", "the branch main was at", () => git(repo, "reset", "--quiet", "--hard", git(repo, "commit-tree", "-m", "root", "main^{tree}"))],
    ["a merge", "the branch main was at", () => {
      const side = git(repo, "commit-tree", "-p", "main", "-m", "side", "main^{tree}");
      git(repo, "merge", "--quiet", "--no-ff", "-m", "joined", side);
    }],
  ])("%s", async (_, says, happens) => {
    expect(await after(happens)).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining(`plan 01-01: app: ${says} ${first}`)]);
    expect(notes[0]).toContain("a person did it");
    expect(kept()).toBe(first);
  });

  it("a switch to another branch, and work there", async () => {
    expect(await after(() => { git(repo, "switch", "--quiet", "feature/ünï"); commit(repo, git); })).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining("the branch feature/ünï was at"), expect.stringContaining("was on main and is on feature/ünï")]);
    expect(kept()).toBe(first);
  });

  it("a branch that is tidied away, as another one holds its commits", async () => {
    expect(await after(() => git(repo, "branch", "--quiet", "-d", "feature/ünï"))).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining("another branch holds its commits")]);
  });
});

describe("what is a failure, named, pinned and not put back", () => {
  it.each<[string, string, () => unknown]>([
    ["a commit of the agent in the checkout", "the branch main was at", () => commit(repo)],
    ["a commit of the agent among those of a person", "the branch main was at", () => { commit(repo, git); commit(repo); commit(repo, git); }],
    ["a branch moved by a command that leaves no mark", "the branch feature/ünï was at", () => agent(tree, "branch", "--force", "feature/ünï", commit(tree) || "HEAD")],
    ["a ref that was set by hand", "the branch feature/ünï was at", () => { commit(repo, git); git(repo, "update-ref", "refs/heads/feature/ünï", "main"); }],
    ["a merge without the mark of what the agent made meanwhile", "which was made in", () => { commit(tree); git(repo, "merge", "--quiet", "--ff-only", "milestone/v1"); }],
    ["the same of commits that the agent has replaced since", "which was made in", () => {
      commit(tree);
      git(repo, "merge", "--quiet", "--ff-only", "milestone/v1");
      agent(tree, "commit", "--quiet", "--amend", "--allow-empty", "-m", "other");
    }],
    ["a commit without the mark of an agent whose commits in its own tree have none", "do not have the agent's mark either", () => { git(tree, "commit", "--quiet", "--allow-empty", "-m", "own"); commit(repo, git); }],
    ["a branch that was reset after DGS moved it", "the branch main was at", async () => {
      commit(tree);
      await ports.git.fastForward({ repo, branch: "main", to: git(tree, "rev-parse", "HEAD") as Sha });
      agent(repo, "commit", "--quiet", "--amend", "--allow-empty", "-m", "other");
    }],
  ])("%s", async (_, says, happens) => {
    const failure = await after(happens);
    expect(failure).toMatchObject({ type: "failed", reason: "conflict" });
    expect(errorOf(failure)).toContain(says);
    expect(errorOf(failure)).toContain(` was at ${first} and is at `);
    expect(errorOf(failure)).toContain("Nothing was put back");
    const ref = `refs/dgs/keep/v1/01-01-moved/${first.slice(0, 12)}`;
    expect(errorOf(failure)).toContain(ref);
    expect(git(repo, "rev-parse", ref)).toBe(first);
    expect(notes.filter((note) => !note.includes("a person did it"))).toHaveLength(1);
  });

  it("a branch that is gone, whose commits only the keep ref holds then", async () => {
    git(repo, "switch", "--quiet", "feature/ünï");
    commit(repo, git);
    const tip = git(repo, "rev-parse", "HEAD");
    git(repo, "switch", "--quiet", "main");
    const failure = await after(() => agent(tree, "branch", "--quiet", "-D", "feature/ünï"));
    expect(errorOf(failure)).toContain(`the branch feature/ünï was at ${tip} and is gone`);
    expect(git(repo, "for-each-ref", `--contains=${tip}`, "--format=%(refname)")).toBe(`refs/dgs/keep/v1/01-01-moved/${tip.slice(0, 12)}`);
  });

  it("a checkout that is on another branch, or on none", async () => {
    expect(errorOf(await after(() => agent(repo, "switch", "--quiet", "feature/ünï")))).toContain(`the checkout ${repo} was on main and is on feature/ünï`);
    expect(errorOf(await after(() => { agent(repo, "switch", "--quiet", "--detach", "main"); commit(repo, git); }))).toContain(`was on feature/ünï and is on ${git(repo, "rev-parse", "HEAD")}`);
    const theirs = join(folder, "theirs");
    git(repo, "worktree", "add", "--quiet", "-b", "theirs", theirs);
    expect(errorOf(await after(() => agent(theirs, "switch", "--quiet", "-c", "elsewhere")))).toContain(`the checkout ${theirs} was on theirs and is on elsewhere`);
  });

  it("a checkout that was put on another branch by a command that leaves no mark", async () => {
    expect(errorOf(await after(() => git(repo, "symbolic-ref", "HEAD", "refs/heads/feature/ünï")))).toContain("it is not known who did it");
  });

  it("a branch that was renamed: its commits are held only by one that was not there before", async () => {
    expect(errorOf(await after(() => git(repo, "branch", "--move", "main", "renamed")))).toMatch(/the checkout .* was on main and is on renamed/);
    git(repo, "branch", "--quiet", "-D", "feature/ünï");
    expect(errorOf(await after(() => git(repo, "branch", "--move", "renamed", "again")))).toContain("and is on again");
  });

  it("a commit in the repository that holds the planning folder, though it is no code repo", async () => {
    git(folder, "init", "--quiet", "--initial-branch=main", "code");
    git(join(folder, "code"), "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--allow-empty", "-m", "first");
    writeFileSync(join(repo, ".planning", "REPOS.md"), "| Name | Path |\n|---|---|\n| code | ../code |\n");
    expect((await record()).map(({ name }) => name)).toEqual(["code", "the planning repository"]);
    expect(errorOf(await after(() => commit(repo)))).toContain("the planning repository: the branch main was at");
  });

  it("a branch without a reflog, as nobody can tell who moved it", async () => {
    git(repo, "config", "core.logAllRefUpdates", "false");
    rmSync(join(repo, ".git", "logs"), { recursive: true });
    expect(errorOf(await after(async () => {
      commit(tree);
      await ports.git.fastForward({ repo, branch: "main", to: git(tree, "rev-parse", "HEAD") as Sha });
    }))).toContain("the branch main was at");
  });
});
