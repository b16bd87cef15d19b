import type { GitRefusal, Sha } from "@dgs/core";
import { type BranchSpec, isMovedIn, usersOf } from "./branches.js";
import { resolve } from "./head.js";
import { isReachable } from "./log.js";
import { refuseObstacles } from "./obstacles.js";
import { operationIn } from "./operation.js";
import { isBranchName } from "./ref-name.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { setRef } from "./refs.js";
import type { RunGit } from "./run-git.js";

/** Which branch goes back, and between which commits. */
export interface MoveBackSpec extends BranchSpec {
  readonly from: Sha;
  readonly to: Sha;
}

/** Moves a branch back to an earlier commit, if it is still where the caller believes it is. */
export async function moveBack(run: RunGit, spec: MoveBackSpec): Promise<{ readonly type: "moved"; readonly tree?: string } | { readonly type: "elsewhere"; readonly at: Sha } | GitRefusal> {
  const { repo, branch, from, to } = spec;
  if (!isBranchName(branch)) return refuse("bad-name", `not the name of a branch: ${JSON.stringify(branch)}`);
  const at = await resolve(run, repo, `refs/heads/${branch}`);
  if (isRefusal(at)) return at;
  if (at === undefined) return refuse("unknown-revision", `there is no branch ${branch}`);
  if (at !== from) return { type: "elsewhere", at };
  const target = await resolve(run, repo, to);
  if (isRefusal(target)) return target;
  const behind = target === undefined ? false : await isReachable(run, repo, target, from);
  if (isRefusal(behind)) return behind;
  if (!behind) return refuse("unknown-revision", `${to} is no earlier commit of ${branch}`);
  const tree = await treeWith(run, repo, branch);
  if (isRefusal(tree)) return tree;
  const files = tree === undefined ? "moved" : await moveFiles(run, tree, from, to);
  if (isRefusal(files)) return files;
  const set = await setRef(run, repo, `refs/heads/${branch}`, to, from);
  return isRefusal(set) ? set : { type: "moved", ...(tree === undefined ? {} : { tree }) };
}

/** The one work tree that has the branch checked out; `undefined` when none has. */
async function treeWith(run: RunGit, repo: string, branch: string): Promise<string | undefined | GitRefusal> {
  const users = await usersOf(run, repo, branch);
  if (isRefusal(users)) return users;
  const [user, ...more] = users;
  if (user === undefined) return undefined;
  if (more.length > 0) return refuse("branch-in-use", `${branch} is checked out at ${users.map((entry) => entry.path).join(" and ")}`);
  if (user.missing) return refuse("worktree-missing", `${branch} is checked out at ${user.path}, which is gone: bring it back or run git worktree prune`);
  const busy = operationIn(user.own);
  if (busy !== undefined || isMovedIn(user.own, branch)) return refuse("operation-in-progress", `a ${busy ?? "rebase"} is in progress in ${user.path}`);
  return user.path;
}

/**
 * Takes index and files from one commit to the other as a checkout does: what is changed or staged besides stays, what would be
 * overwritten is a refusal. A reset would unstage or destroy it. Files that are at the target already are no obstacle, so that a move
 * that was killed behind this can be asked for again.
 */
async function moveFiles(run: RunGit, tree: string, from: Sha, to: Sha): Promise<"moved" | GitRefusal> {
  const obstacle = await refuseObstacles(run, tree, to);
  if (obstacle !== undefined) return obstacle;
  // What only its time tells from the index is no change.
  await run({ tree, args: ["update-index", "-q", "--refresh"] });
  const answer = await run({ tree, args: ["-c", "submodule.recurse=false", "read-tree", "-m", "-u", from, to] });
  if (isRefusal(answer)) return answer;
  if (answer.code === 0) return "moved";
  return /would be overwritten|not uptodate|would lose untracked|would be removed/.test(answer.printed) ? refuse("dirty", answer.printed) : refusalOf(answer.printed);
}
