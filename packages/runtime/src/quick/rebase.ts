import type { GitRefusal, Quick, RebaseOutcome, RepoEffect, Sha, StageOutcome } from "@dgs/core";
import { type Bases, findBases, isOutcome } from "./bases.js";
import { type QuickContext, type QuickTree, treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";
import { inProgressText, restoreTree, strayTree } from "./inspect-tree.js";
import { keepName } from "./quick-refs.js";

/**
 * Rebases the quick's branch onto the newer of the local and the remote base branch.
 *
 * A branch that stands on it already (a person has rebased by hand, or an earlier run was cut off behind the rebase) is taken as it is; a
 * rebase that a person has in progress is told, and left alone. A ref holds the commits as they were before anything is rewritten.
 */
export async function rebaseOntoBase(context: QuickContext, effect: RepoEffect, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const missing = await restoreTree(context, tree, effect, quick);
  if (missing !== undefined) return missing;
  const busy = await context.ports.git.operation(tree.path);
  const stray = busy === "rebase" ? undefined : await strayTree(context, tree, effect);
  if (stray !== undefined) return stray;
  const bases = await findBases(context, tree, effect, quick);
  if (isOutcome(bases)) return bases;
  if (busy === "rebase") return goOn(context, tree, effect, bases);
  return start(context, tree, effect, quick, bases);
}

/** A rebase is in progress: DGS's own answers where it stands, or is started anew when it was killed half-way. */
async function goOn(context: QuickContext, tree: QuickTree, effect: RepoEffect, bases: Bases): Promise<StageOutcome> {
  const answer = await context.ports.git.rebase({ tree: tree.path, onto: bases.onto });
  if (isGitRefusal(answer) && answer.code === "operation-in-progress") return needsPerson(inProgressText(effect.repo, "rebase", tree.path));
  return outcomeOf(effect, tree, bases, answer);
}

async function start(context: QuickContext, tree: QuickTree, effect: RepoEffect, quick: Quick, bases: Bases): Promise<StageOutcome> {
  const { git } = context.ports;
  const failed = (refusal: GitRefusal): StageOutcome => gitFailure({ repo: effect.repo, what: `${effect.branch} could not be rebased onto ${bases.name}`, folder: tree.path }, refusal);
  const entries = await git.status(tree.path);
  if (isGitRefusal(entries)) return failed(entries);
  if (entries.length > 0) return { type: "dirty", files: entries.slice(0, 20).map(({ path }) => `${tree.path}/${path}`) };
  const head = await git.head(tree.path);
  if (isGitRefusal(head)) return failed(head);
  const merged = await git.isReachable(tree.path, head, [bases.onto]);
  if (isGitRefusal(merged)) return failed(merged);
  if (merged) return nothingToMerge(context, effect, bases);
  const standing = await git.isReachable(tree.path, bases.onto, [head]);
  if (isGitRefusal(standing)) return failed(standing);
  if (standing) return { type: "done", before: head, after: head, ...noteOf(context, effect, bases, `it stands on ${bases.name} already`) };
  const kept = await git.keep({ tree: tree.path, name: keepName(quick, "before-rebase"), reason: `${effect.branch} before it was rebased onto ${bases.name}`, above: bases.onto });
  if (isGitRefusal(kept)) return gitFailure({ repo: effect.repo, what: `${effect.branch} could not be kept before the rebase, so it was not rebased`, folder: tree.path }, kept);
  const outcome = outcomeOf(effect, tree, bases, await git.rebase({ tree: tree.path, onto: bases.onto }));
  return outcome.type === "done" ? { ...outcome, ...noteOf(context, effect, bases), ...(kept === undefined ? {} : { ref: kept }) } : outcome;
}

function nothingToMerge(context: QuickContext, effect: RepoEffect, bases: Bases): StageOutcome {
  context.onEvent({ type: "note", text: `${effect.repo}: ${bases.name} has every commit of ${effect.branch} already` });
  return { type: "nothing-to-merge" };
}

/** Commits of a person that only the local base branch has go along with the push: said before it happens. */
function noteOf(context: QuickContext, effect: RepoEffect, { local, remote, onto }: Bases, more?: string): { note?: string } {
  const along = remote?.sha !== undefined && onto === local && remote.sha !== local ? `${effect.base} has commits that ${remote.remote} does not have: they are pushed with it` : undefined;
  if (along !== undefined) context.onEvent({ type: "note", text: `${effect.repo}: ${along}` });
  const note = [more, along].filter((text) => text !== undefined).join("; ");
  return note === "" ? {} : { note };
}

function outcomeOf(effect: RepoEffect, tree: QuickTree, bases: Bases, answer: RebaseOutcome | GitRefusal): StageOutcome {
  return isGitRefusal(answer) ? gitFailure({ repo: effect.repo, what: `${effect.branch} could not be rebased onto ${bases.name}`, folder: tree.path }, answer) : rebaseEnd(answer, bases.onto);
}

/** What a rebase that ended or stopped means for the stage. */
export function rebaseEnd(answer: RebaseOutcome, onto: Sha): StageOutcome {
  switch (answer.type) {
    case "conflict":
      return { type: "conflict", files: answer.files.map(({ path }) => path), before: answer.from };
    case "rebased":
      return answer.to === onto ? { type: "nothing-to-merge" } : { type: "done", before: answer.from, after: answer.to };
    case "up-to-date":
      return { type: "done", before: answer.at, after: answer.at };
  }
}
