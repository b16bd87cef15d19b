import type { Quick, RepoEffect, StageOutcome } from "@dgs/core";
import { type QuickContext, treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";

/** Fetches the base branch. Without a remote the local base branch is all there is; its place on the remote is recorded as `after`. */
export async function fetchBase(context: QuickContext, effect: RepoEffect, _quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const { git } = context.ports;
  const { path } = tree.repo;
  const up = await git.upstream(path, effect.base);
  if (isGitRefusal(up)) return gitFailure({ repo: effect.repo, what: `it could not be found out where ${effect.base} goes`, folder: path }, up);
  if (up === undefined) return withoutRemote(context, effect, path);
  const fetched = await git.fetch({ tree: path, remote: up.remote, branch: up.branch });
  if (fetched.type === "fetched") return { type: "done", remote: up.remote, after: fetched.sha };
  if (fetched.type === "absent") return { type: "done", remote: up.remote, note: `${up.remote} has no branch ${up.branch} yet: the push makes it` };
  return gitFailure({ repo: effect.repo, what: `${up.branch} could not be fetched from ${up.remote}`, folder: path }, fetched);
}

/** Several remotes of which none is meant are not the same as none: what is to be pushed somewhere is not quietly kept here. */
async function withoutRemote(context: QuickContext, effect: RepoEffect, path: string): Promise<StageOutcome> {
  const state = await context.ports.git.describeRepo(path);
  if (isGitRefusal(state)) return gitFailure({ repo: effect.repo, what: "its remotes could not be read", folder: path }, state);
  const remotes = state?.remotes ?? [];
  if (remotes.length === 0) return { type: "done", note: `there is no remote: ${effect.base} as it is here counts` };
  return needsPerson(`${effect.repo}: ${effect.base} goes to none of the remotes ${remotes.join(", ")}. Say which one (\`git branch --set-upstream-to=<remote>/${effect.base} ${effect.base}\` in ${path}), then run the command again`);
}
