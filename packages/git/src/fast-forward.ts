import type { FastForward, GitRefusal, Sha } from "@dgs/core";
import { type BranchSpec, isMovedIn, usersOf } from "./branches.js";
import { resolve } from "./head.js";
import { isReachable } from "./log.js";
import { refuseObstacles } from "./obstacles.js";
import { operationIn } from "./operation.js";
import { isBranchName } from "./ref-name.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { setRef } from "./refs.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";
import { undoHalfForward } from "./undo-half-forward.js";

/** The user's configuration may not make a merge commit, stash, or touch submodules. */
const MERGE_CONFIG = ["merge.autoStash=false", "submodule.recurse=false"].flatMap((setting) => ["-c", setting]);

/** Moves a branch forward to a commit that descends from it. */
export async function fastForward(run: RunGit, spec: BranchSpec & { readonly to: Sha }): Promise<FastForward | GitRefusal> {
  const { repo, branch } = spec;
  if (!isBranchName(branch)) return refuse("bad-name", `not the name of a branch: ${JSON.stringify(branch)}`);
  const from = await resolve(run, repo, `refs/heads/${branch}`);
  if (isRefusal(from)) return from;
  if (from === undefined) return refuse("unknown-revision", `there is no branch ${branch}`);
  const to = await resolve(run, repo, spec.to);
  if (isRefusal(to)) return to;
  if (to === undefined) return refuse("unknown-revision", `there is no commit ${spec.to}`);
  const contained = await isReachable(run, repo, to, from);
  if (isRefusal(contained)) return contained;
  if (contained) return { type: "up-to-date", at: from };
  const ahead = await isReachable(run, repo, from, to);
  if (isRefusal(ahead)) return ahead;
  if (!ahead) return notAhead(run, repo, branch, to);
  return move(run, repo, branch, from, to);
}

async function notAhead(run: RunGit, repo: string, branch: string, to: Sha): Promise<GitRefusal> {
  const shallow = await askGit(run, { tree: repo, args: ["rev-parse", "--is-shallow-repository"], kind: "read" });
  if (isRefusal(shallow)) return shallow;
  if (lineOf(shallow) === "true") return refuse("shallow", `the history is cut off too early to tell whether ${to} descends from ${branch}`);
  return refuse("not-fast-forward", `${branch} has commits that ${to} does not have`);
}

async function move(run: RunGit, repo: string, branch: string, from: Sha, to: Sha): Promise<FastForward | GitRefusal> {
  const users = await usersOf(run, repo, branch);
  if (isRefusal(users)) return users;
  const [user, ...more] = users;
  if (user === undefined) {
    const set = await setRef(run, repo, `refs/heads/${branch}`, to, from);
    return isRefusal(set) ? set : { type: "moved", from, to };
  }
  // Forced by somebody: git itself would leave the files of all but one behind.
  if (more.length > 0) return refuse("branch-in-use", `${branch} is checked out at ${users.map((entry) => entry.path).join(" and ")}`);
  if (user.missing) return refuse("worktree-missing", `${branch} is checked out at ${user.path}, which is gone: bring it back or run git worktree prune`);
  const busy = operationIn(user.own);
  if (busy !== undefined || isMovedIn(user.own, branch)) return refuse("operation-in-progress", `a ${busy ?? "rebase"} is in progress in ${user.path}`);
  const merged = await mergeIn(run, user.path, from, to);
  return isRefusal(merged) ? merged : { type: "moved", from, to, tree: user.path };
}

/** A fast-forward that was killed half-way leaves files that look like somebody's changes: it is begun anew. */
async function mergeIn(run: RunGit, tree: string, from: Sha, to: Sha): Promise<"merged" | GitRefusal> {
  const merged = await mergeOnce(run, tree, to);
  if (merged === "merged" || (merged.code !== "dirty" && merged.code !== "path-exists")) return merged;
  const undone = await undoHalfForward(run, { tree, from, to });
  if (undone === "none") return merged;
  return isRefusal(undone) ? undone : mergeOnce(run, tree, to);
}

async function mergeOnce(run: RunGit, tree: string, to: Sha): Promise<"merged" | GitRefusal> {
  const obstacle = await refuseObstacles(run, tree, to);
  if (obstacle !== undefined) return obstacle;
  const args = [...MERGE_CONFIG, "merge", "--ff-only", "--no-autostash", "--no-overwrite-ignore", "--no-stat", "--quiet", to];
  const answer = await run({ tree, args, kind: "hooks" });
  if (isRefusal(answer)) return answer;
  if (answer.code === 0) return "merged";
  return /would be overwritten|would be removed|not uptodate|unsaved|would lose untracked/.test(answer.printed) ? refuse("dirty", answer.printed) : refusalOf(answer.printed);
}
