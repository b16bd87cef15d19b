import type { FastForward, GitRefusal, Quick, RepoEffect, Sha, StageOutcome } from "@dgs/core";
import { type Bases, findBases, isOutcome, lastOf } from "./bases.js";
import { type QuickContext, type QuickTree, treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";
import { forwardRef } from "./quick-refs.js";

/**
 * Moves the local base branch forward to the commit that passed the gate, and to no other.
 *
 * Where the base branch stood is written down in a ref before it moves: cut off behind that, the next run knows that the move was its own.
 */
export async function forwardBase(context: QuickContext, effect: RepoEffect, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const { git } = context.ports;
  const refused = (refusal: GitRefusal): StageOutcome => gitFailure({ repo: effect.repo, what: `${effect.base} could not be moved forward`, folder: tree.repo.path }, refusal);
  const tip = await git.resolve(tree.repo.path, `refs/heads/${effect.branch}`);
  if (isGitRefusal(tip)) return refused(tip);
  if (tip === undefined) return needsPerson(`${effect.repo}: the branch ${effect.branch} is gone. Bring it back (\`git branch ${effect.branch} <commit>\` in ${tree.repo.path}; \`git reflog\` and \`dgs recover\` know its commits), then run the command again`);
  // Committed upon since it was tested: a new round rebases and tests what is there now.
  if (tip !== (lastOf(quick, effect, "gate")?.after ?? tip)) return { type: "race" };
  const bases = await findBases(context, tree, effect, quick);
  if (isOutcome(bases)) return bases;
  const there = await git.isReachable(tree.repo.path, tip, [bases.local]);
  if (isGitRefusal(there)) return refused(there);
  return there ? movedAlready(context, tree, quick, bases, tip) : move(context, tree, effect, quick, bases, tip);
}

async function move(context: QuickContext, tree: QuickTree, effect: RepoEffect, quick: Quick, bases: Bases, to: Sha): Promise<StageOutcome> {
  const { git } = context.ports;
  const work = { repo: effect.repo, what: `${effect.base} could not be moved forward`, folder: tree.repo.path };
  const known = await git.resolve(tree.repo.path, forwardRef(quick));
  if (isGitRefusal(known)) return gitFailure(work, known);
  const noted = known === bases.local ? "set" : await git.setRef(tree.repo.path, forwardRef(quick), bases.local, known);
  if (noted !== "set") return gitFailure(work, noted);
  const commits = await git.log(tree.repo.path, bases.onto, to);
  if (isGitRefusal(commits)) return gitFailure(work, commits);
  const moved = await git.fastForward({ repo: tree.repo.path, branch: effect.base, to });
  return outcomeOf(work, effect, moved, { before: bases.local, after: to, commits: commits.length });
}

function outcomeOf(work: Parameters<typeof gitFailure>[0], effect: RepoEffect, moved: FastForward | GitRefusal, facts: { readonly before: Sha; readonly after: Sha; readonly commits: number }): StageOutcome {
  if (!isGitRefusal(moved)) return { type: "done", ...facts };
  if (moved.code === "not-fast-forward" || moved.code === "ref-changed") return { type: "race" };
  const what = `${effect.base} is checked out with changes that are in no commit and would be overwritten, so nothing was merged`;
  return gitFailure(moved.code === "dirty" ? { ...work, what } : work, moved);
}

/** The base branch has the commit: an earlier run was cut off behind the move, or a person has merged the branch. */
async function movedAlready(context: QuickContext, tree: QuickTree, quick: Quick, bases: Bases, to: Sha): Promise<StageOutcome> {
  const { git } = context.ports;
  const before = await git.resolve(tree.repo.path, forwardRef(quick));
  if (before === undefined || isGitRefusal(before)) return { type: "done", after: to, note: "somebody else has merged the branch" };
  // Where the remote base was newer, what it has besides is not the quick's.
  const remote = bases.remote?.sha;
  const behind = remote !== undefined && (await git.isReachable(tree.repo.path, before, [remote])) === true && (await git.isReachable(tree.repo.path, remote, [to])) === true;
  const commits = await git.log(tree.repo.path, behind ? remote : before, to);
  return { type: "done", before, after: to, commits: isGitRefusal(commits) ? 0 : commits.length };
}
