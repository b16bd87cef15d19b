import { existsSync } from "node:fs";
import path from "node:path";
import type { GitRefusal, Sha } from "@dgs/core";
import { ownFolder, sharedFolder } from "./git-folders.js";
import { branch as branchOf, resolve } from "./head.js";
import { refuseObstacles } from "./obstacles.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";
import { cleanBut, pathsBut } from "./spared.js";
import { indexPath } from "./top-level.js";

/**
 * Puts a tree, its index and its branch to a commit and removes untracked files; ignored files stay, repositories inside the tree too.
 *
 * Untracked files are removed first: once the tree's `.gitignore` is another one, files that were ignored until now would go with them.
 * An ignored file or a repository where the commit has something else is a refusal, as nothing holds a copy of it. A spared folder keeps
 * its files and its entries in the index.
 */
export async function resetTo(run: RunGit, tree: string, sha: Sha, spared?: string): Promise<"reset" | GitRefusal> {
  const objection = (await checkTarget(run, tree, sha)) ?? (await refuseObstacles(run, tree, sha, spared)) ?? (await refuseLocks(run, tree));
  if (objection !== undefined) return objection;
  const cleaned = await askGit(run, { tree, args: ["clean", "-d", "--force", "--quiet", ...cleanBut(spared)] });
  if (isRefusal(cleaned)) return cleaned;
  if (spared !== undefined) return resetBut(run, tree, sha, spared);
  const done = await askGit(run, { tree, args: ["reset", "--hard", "--quiet", "--no-recurse-submodules", sha, "--"] });
  return isRefusal(done) ? done : "reset";
}

/** The branch goes last: cut off before it, the same again ends what was begun. */
async function resetBut(run: RunGit, tree: string, sha: Sha, spared: string): Promise<"reset" | GitRefusal> {
  const restored = await restorePaths(run, tree, ["--staged", "--worktree", `--source=${sha}`], spared);
  if (isRefusal(restored)) return restored;
  const moved = await askGit(run, { tree, args: ["reset", "--soft", "--quiet", sha, "--"] });
  return isRefusal(moved) ? moved : "reset";
}

/** Runs `git restore` over a tree but for a spared folder; a tree that holds nothing else is restored already. */
export async function restorePaths(run: RunGit, tree: string, options: readonly string[], spared: string): Promise<"restored" | GitRefusal> {
  const answer = await run({ tree, args: ["restore", "--no-overlay", "--quiet", "--no-recurse-submodules", "--ignore-skip-worktree-bits", ...options, "--", ...pathsBut(spared)] });
  if (isRefusal(answer)) return answer;
  return answer.code === 0 || /did not match any file/.test(answer.printed) ? "restored" : refusalOf(answer.printed);
}

async function checkTarget(run: RunGit, tree: string, sha: Sha): Promise<GitRefusal | undefined> {
  const index = await indexPath(run, tree);
  if (isRefusal(index)) return index;
  const found = await resolve(run, tree, sha);
  if (isRefusal(found)) return found;
  return found === undefined ? refuse("unknown-revision", `there is no commit ${sha}`) : undefined;
}

/** Refuses while another git holds what a reset writes last: it would stop when the files are changed already. */
async function refuseLocks(run: RunGit, tree: string): Promise<GitRefusal | undefined> {
  const own = await ownFolder(run, tree);
  if (isRefusal(own)) return own;
  const shared = await sharedFolder(run, tree);
  if (isRefusal(shared)) return shared;
  const branch = await branchOf(run, tree);
  if (isRefusal(branch)) return branch;
  const files = [path.join(own, "index"), path.join(own, "HEAD"), ...(branch === undefined ? [] : [path.join(shared, "refs/heads", branch)])];
  const lock = files.map((file) => `${file}.lock`).find((file) => existsSync(file));
  return lock === undefined ? undefined : refuse("index-locked", `another git is at work in ${tree}, or was killed and left ${lock} behind`);
}
