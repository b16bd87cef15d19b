import type { GitRefusal, Quick, RepoEffect, Sha, StageOutcome } from "@dgs/core";
import { findRemoteBase, lastOf, type RemoteBase } from "./bases.js";
import { type QuickContext, type QuickTree, treeOf } from "./context.js";
import { lockIn } from "../work/lock-in.js";
import { gitFailure, isGitRefusal } from "./git-failure.js";
import { forwardRef } from "./quick-refs.js";

/** Pushes what was merged to a remote base branch that is still where it was fetched; nothing is forced. */
export async function pushBase(context: QuickContext, effect: RepoEffect, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const outcome = await pushMerged(context, tree, effect, quick);
  if (outcome.type === "done") await forgetForward(context, tree, quick);
  return outcome;
}

/** Forgets where the base branch stood before it was moved; a ref that stays is no harm. */
export async function forgetForward(context: QuickContext, tree: QuickTree, quick: Quick): Promise<void> {
  const { git } = context.ports;
  const noted = await git.resolve(tree.repo.path, forwardRef(quick));
  if (typeof noted === "string") await git.setRef(tree.repo.path, forwardRef(quick), undefined, noted);
}

async function pushMerged(context: QuickContext, tree: QuickTree, effect: RepoEffect, quick: Quick): Promise<StageOutcome> {
  const { git } = context.ports;
  const { path } = tree.repo;
  const refused = (refusal: GitRefusal): StageOutcome => gitFailure({ repo: effect.repo, what: `${effect.base} is merged here and could not be pushed`, folder: path }, refusal);
  const sha = lastOf(quick, effect, "fast-forward")?.after ?? (await git.resolve(path, `refs/heads/${effect.base}`));
  if (isGitRefusal(sha)) return refused(sha);
  const remote = await findRemoteBase(context, tree, effect, quick);
  if (isGitRefusal(remote)) return refused(remote);
  if (sha === undefined || remote === undefined) return { type: "done", note: "there is no remote" };
  if (await isThere(context, tree, remote, sha)) return { type: "done", remote: remote.remote };
  const push = { tree: path, remote: remote.remote, branch: remote.branch, sha, expected: remote.sha };
  const pushed = await git.push(push);
  if (!isGitRefusal(pushed)) return { type: "done", remote: remote.remote };
  const first = await refusal(context, tree, effect, remote, sha, pushed, quick);
  if (first !== "unmoved") return first;
  // The remote's branch was locked for a moment, by a push that came to nothing; or for good, by a git that was killed there.
  const again = await git.push(push);
  if (!isGitRefusal(again)) return { type: "done", remote: remote.remote };
  const second = await refusal(context, tree, effect, remote, sha, again, quick);
  return second === "unmoved" ? rejected(quick, effect, remote, again) : second;
}

async function refusal(context: QuickContext, tree: QuickTree, effect: RepoEffect, remote: RemoteBase, sha: Sha, refused: GitRefusal, quick: Quick): Promise<StageOutcome | "unmoved"> {
  const { path } = tree.repo;
  const what = `${effect.base} is merged here and could not be pushed to ${remote.remote}`;
  if (refused.code === "rejected-non-fast-forward") {
    // A push that the remote took and could not answer any more is refused the next time, too.
    const fetched = await context.ports.git.fetch({ tree: path, remote: remote.remote, branch: remote.branch });
    if (isGitRefusal(fetched)) return gitFailure({ repo: effect.repo, what, folder: path }, fetched);
    const landed = fetched.type === "fetched" && (await isThere(context, tree, { ...remote, sha: fetched.sha }, sha));
    if (landed) return { type: "done", remote: remote.remote };
    // Still where it was, and below what is pushed: nobody was faster.
    const unmoved = fetched.type === "fetched" && fetched.sha === remote.sha && (await context.ports.git.isReachable(path, fetched.sha, [sha])) === true;
    return unmoved ? "unmoved" : { type: "race" };
  }
  if (refused.code !== "rejected-by-hook" && refused.code !== "rejected-by-remote") return gitFailure({ repo: effect.repo, what, folder: path }, refused);
  return rejected(quick, effect, remote, refused);
}

function rejected(quick: Quick, effect: RepoEffect, remote: RemoteBase, refused: GitRefusal): StageOutcome {
  const words = refused.message.replace(/\s+/g, " ").trim();
  const lock = lockIn(words);
  const todo = lock === undefined ? "Do what it asks for" : `When no git is at work there, one that was killed has left a lock: delete ${lock} there`;
  return { type: "push-rejected", error: `${effect.repo}: ${remote.remote} rejected the push of ${effect.base}, which is merged here. ${todo}, then run the command again${quick.kind === "milestone" ? "" : "; or take the merge back with `dgs abandon-quick`"}. It said: ${words}` };
}

async function isThere(context: QuickContext, tree: QuickTree, remote: RemoteBase, sha: Sha): Promise<boolean> {
  return remote.sha !== undefined && (await context.ports.git.isReachable(tree.repo.path, sha, [remote.sha])) === true;
}
