import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { realpath } from "node:fs/promises";
import path from "node:path";
import type { GitRefusal, Sha } from "@dgs/core";
import { branch as branchOf } from "./head.js";
import { sharedFolder } from "./git-folders.js";
import { isBranchName } from "./ref-name.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";
import { topLevel } from "./top-level.js";
import { forgetIntention, intendWorktree, markIntended } from "./worktree-mark.js";

/** Which worktree is wanted: where, on which branch, and where a new branch starts. */
export interface WorktreeSpec {
  readonly repo: string;
  readonly path: string;
  readonly branch: string;
  readonly base: Sha;
}

/**
 * Makes a worktree on a branch; a branch that is not there is made at `base`, one that is there is used as it is.
 *
 * A worktree of the repository that stands there on that branch is `present` and left alone. Nothing is ever forced: what else
 * stands there is a refusal, a worktree that was deleted by hand but is still registered too.
 */
export async function addWorktree(run: RunGit, spec: WorktreeSpec): Promise<{ readonly type: "added" | "present" } | GitRefusal> {
  if (!isBranchName(spec.branch)) return refuse("bad-name", `not the name of a branch: ${JSON.stringify(spec.branch)}`);
  const target = path.resolve(spec.repo, spec.path);
  return isTaken(target) ? takeWorktree(run, spec, target) : makeWorktree(run, spec, target);
}

async function makeWorktree(run: RunGit, spec: WorktreeSpec, target: string): Promise<{ readonly type: "added" } | GitRefusal> {
  const shared = await sharedFolder(run, spec.repo);
  if (isRefusal(shared)) return shared;
  intendWorktree(shared, target);
  const made = await askForWorktree(run, spec, target);
  if (isRefusal(made)) forgetIntention(shared, target);
  else markIntended(shared, target);
  return made;
}

/** Makes the worktree; whose it is, is not written down. */
export async function askForWorktree(run: RunGit, spec: WorktreeSpec, target: string): Promise<{ readonly type: "added" } | GitRefusal> {
  // "hooks": the user's post-checkout runs.
  const add = (args: readonly string[]) => askGit(run, { tree: spec.repo, args: ["worktree", "add", "--quiet", ...args], kind: "hooks" });
  let made = await add(["-b", spec.branch, "--", target, spec.base]);
  if (isRefusal(made) && /^fatal: a branch named .* already exists/ms.test(made.message)) made = await add(["--", target, spec.branch]);
  if (!isRefusal(made)) return { type: "added" };
  // The exit code of post-checkout becomes git's own, after all is done: it has no say.
  return made.code === "other" && isTaken(target) && !isRefusal(await takeWorktree(run, spec, target)) ? { type: "added" } : made;
}

async function takeWorktree(run: RunGit, spec: WorktreeSpec, target: string): Promise<{ readonly type: "present" } | GitRefusal> {
  const folders = await foldersOf(run, target);
  const ours = await foldersOf(run, spec.repo);
  if (isRefusal(ours)) return ours;
  if (isRefusal(folders) || folders.top !== (await realpath(target)) || folders.shared !== ours.shared) {
    return refuse("path-exists", `something else than a worktree of this repository stands at ${target}`);
  }
  if (folders.own === ours.shared) return refuse("path-exists", `the repository itself stands at ${target}`);
  const finished = await finishWorktree(run, spec, target, folders.own);
  if (isRefusal(finished)) return finished;
  const current = await branchOf(run, target);
  if (isRefusal(current)) return current;
  if (current === spec.branch) {
    markIntended(ours.shared, target);
    return { type: "present" };
  }
  return refuse("path-exists", `the worktree at ${target} is ${current === undefined ? "on no branch" : `on ${current}`}, not on ${spec.branch}`);
}

/**
 * Ends what a `git worktree add` that was killed had begun: git's mark says that nobody but git has been there.
 *
 * A git that is still at it holds the index's lock, and so does what a killed one left half written: that is refused.
 */
async function finishWorktree(run: RunGit, spec: WorktreeSpec, target: string, gitFolder: string): Promise<"finished" | GitRefusal> {
  const mark = path.join(gitFolder, "locked");
  if (!existsSync(mark) || readFileSync(mark, "utf8").trim() !== "initializing") return "finished";
  for (const args of [["symbolic-ref", "HEAD", `refs/heads/${spec.branch}`], ["reset", "--hard", "--quiet", "--no-recurse-submodules"]]) {
    const done = await askGit(run, { tree: target, args });
    if (isRefusal(done)) return done;
  }
  rmSync(mark, { force: true });
  return "finished";
}

/** Where a folder's work tree starts, its own git folder, and the git folder that all worktrees of the repository share; without symbolic links. */
async function foldersOf(run: RunGit, folder: string): Promise<{ readonly top: string; readonly own: string; readonly shared: string } | GitRefusal> {
  const top = await topLevel(run, folder);
  if (isRefusal(top)) return top;
  if (top === undefined) return refuse("not-a-repository", `${folder} is not in the work tree of a repository`);
  const own = await askGit(run, { tree: top, args: ["rev-parse", "--git-dir"], kind: "read" });
  if (isRefusal(own)) return own;
  const shared = await askGit(run, { tree: top, args: ["rev-parse", "--git-common-dir"], kind: "read" });
  if (isRefusal(shared)) return shared;
  return { top: await realpath(top), own: await realpath(path.resolve(top, lineOf(own))), shared: await realpath(path.resolve(top, lineOf(shared))) };
}

/** Tells whether there is something at a path; an empty folder is nothing, as it is for git. */
export function isTaken(target: string): boolean {
  const found = lstatSync(target, { throwIfNoEntry: false });
  return found !== undefined && !(found.isDirectory() && readdirSync(target).length === 0);
}
