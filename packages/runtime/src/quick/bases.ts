import type { GitRefusal, Quick, QuickStep, RepoEffect, Sha, StageOutcome } from "@dgs/core";
import type { QuickContext, QuickTree } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";

/** Where a base branch goes on a remote, and where it stood there when it was fetched. */
export interface RemoteBase {
  readonly remote: string;
  readonly branch: string;
  /** `undefined`: the remote does not have the branch yet. */
  readonly sha: Sha | undefined;
}

/** Where a repo's base branch stands, here and on its remote. */
export interface Bases {
  readonly local: Sha;
  /** `undefined`: there is no remote. */
  readonly remote: RemoteBase | undefined;
  /** The newer of both: it has everything that the other has. */
  readonly onto: Sha;
  /** How a person names it: `main`, `origin/main`. */
  readonly name: string;
}

/**
 * Finds the newer of the local and the remote base branch.
 *
 * Where each has commits that the other has not, DGS would have to merge a person's work or to rewrite it: that is refused, and nothing
 * is changed.
 */
export async function findBases(context: QuickContext, tree: QuickTree, effect: RepoEffect, quick: Quick): Promise<Bases | StageOutcome> {
  const { git } = context.ports;
  const { path } = tree.repo;
  const refused = (refusal: GitRefusal): StageOutcome => gitFailure({ repo: effect.repo, what: `${effect.base} could not be read`, folder: path }, refusal);
  const local = await git.resolve(path, `refs/heads/${effect.base}`);
  if (isGitRefusal(local)) return refused(local);
  if (local === undefined) return needsPerson(`${effect.repo}: there is no branch ${effect.base} to merge into. Make it (\`git branch ${effect.base} <commit>\` in ${path}), or correct \`Base\` in ${quick.path}, then run the command again`);
  const remote = await findRemoteBase(context, tree, effect, quick);
  if (isGitRefusal(remote)) return refused(remote);
  const theirs = remote?.sha;
  if (remote === undefined || theirs === undefined || theirs === local) return { local, remote, onto: local, name: effect.base };
  const behind = await git.isReachable(path, theirs, [local]);
  if (isGitRefusal(behind)) return refused(behind);
  if (behind) return { local, remote, onto: local, name: effect.base };
  const ahead = await git.isReachable(path, local, [theirs]);
  if (isGitRefusal(ahead)) return refused(ahead);
  return ahead ? { local, remote, onto: theirs, name: `${remote.remote}/${remote.branch}` } : diverged(context, tree, effect, remote);
}

/** The remote base branch as the last fetch found it; what a person has fetched since then counts, too. */
export async function findRemoteBase(context: QuickContext, tree: QuickTree, effect: RepoEffect, quick: Quick): Promise<RemoteBase | undefined | GitRefusal> {
  const { git } = context.ports;
  const up = await git.upstream(tree.repo.path, effect.base);
  if (up === undefined || isGitRefusal(up)) return up;
  const fetched = lastOf(quick, effect, "fetch")?.after;
  const sha = fetched === undefined ? undefined : await git.resolve(tree.repo.path, `refs/remotes/${up.remote}/${up.branch}`);
  return isGitRefusal(sha) ? sha : { remote: up.remote, branch: up.branch, sha };
}

/** The last step of a stage that is done, in the effect's repo and before its step. */
export function lastOf(quick: Quick, effect: RepoEffect, stage: QuickStep["stage"]): QuickStep | undefined {
  return quick.steps.filter((step, at) => at < effect.step && step.stage === stage && step.repo === effect.repo && step.status === "completed" && step.skipped === undefined).at(-1);
}

/** Whether an answer is the end of a stage. */
export function isOutcome(answer: object): answer is StageOutcome {
  return "type" in answer;
}

async function diverged(context: QuickContext, tree: QuickTree, effect: RepoEffect, remote: RemoteBase): Promise<StageOutcome> {
  const state = await context.ports.git.describeRepo(tree.repo.path);
  const name = `${remote.remote}/${remote.branch}`;
  if (state !== undefined && !isGitRefusal(state) && state.shallow) {
    return needsPerson(`${effect.repo}: the history was cut off when it was cloned, too early to tell how ${effect.base} and ${name} belong together. Run \`git fetch --unshallow\` (in ${tree.repo.path}), then run the command again`);
  }
  return needsPerson(`${effect.repo}: ${effect.base} and ${name} have diverged: each has commits that the other has not. Bring them together (\`git switch ${effect.base} && git pull --rebase\` in ${tree.repo.path}), then run the command again`);
}
