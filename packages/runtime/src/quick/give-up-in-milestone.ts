import type { Quick, RepoEffect, StageOutcome } from "@dgs/core";
import { quickIdOf } from "../find-quick-paths.js";
import { baseOfAttempt, closeAttempt, putAside } from "../work/attempt.js";
import { isFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import { type QuickContext, treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";
import { openForKeeping } from "./keep.js";
import { attemptOfQuick, stageFailure } from "./trees.js";

/**
 * Gives up the work of a milestone-context quick in one repo: everything since its agent began is kept under a ref, and the milestone's tree goes back
 * to that commit. Where nothing is open there (it never began, or was put aside when it failed) there is nothing to take out. A checkout is never reset.
 */
export async function giveUpInMilestone(context: QuickContext, effect: RepoEffect, quick: Quick): Promise<StageOutcome> {
  const beside = treeOf(context, effect);
  if ("type" in beside) return beside;
  const { git } = context.ports;
  const { repo } = beside;
  const own = context.config["git.worktrees"];
  const tree: WorkTree = { repo, path: own ? beside.path : repo.path, branch: effect.branch, own };
  const attempt = attemptOfQuick(quick);
  const base = await baseOfAttempt(context, { path: repo.path }, attempt);
  if (base === undefined) return { type: "done", note: "nothing of it was left there" };
  const branch = await git.resolve(repo.path, `refs/heads/${effect.branch}`);
  if (isGitRefusal(branch)) return gitFailure({ repo: repo.name, what: `the branch ${effect.branch} could not be looked at`, folder: repo.path }, branch);
  if (!own) return leaveInCheckout(context, tree, quick);
  const ready = await openForKeeping(context, effect, beside, branch);
  if (typeof ready === "object") return ready;
  if (!ready) return close(context, tree, quick, { type: "done", note: "its worktree and branch are gone" });
  const above = await refuseForeign(context, tree, quick);
  if (above !== undefined) return above;
  const kept = await putAside(context, [tree], [base], attempt, `the quick ${JSON.stringify(quick.title)} was abandoned`);
  if (isFailure(kept)) return stageFailure(kept);
  const ref = kept[0]?.slice(`${repo.name}: `.length);
  return close(context, tree, quick, ref === undefined ? { type: "done", note: "there was nothing to keep" } : { type: "done", ref });
}

/**
 * Says no where commits of a plan or of another quick stand above the commit that a quick began at: putting the tree back would take them off the branch.
 * A quick that was cut off keeps the job from starting; one that failed has put its work aside, unless that was what failed.
 */
export async function refuseForeign(context: QuickContext, tree: WorkTree, quick: Quick): Promise<StageOutcome | undefined> {
  const base = await baseOfAttempt(context, tree, attemptOfQuick(quick));
  if (base === undefined || !tree.own || quick.kind !== "milestone-context") return undefined;
  const head = await context.ports.git.head(tree.path);
  const commits = isGitRefusal(head) ? head : await context.ports.git.log(tree.path, base, head);
  if (isGitRefusal(commits)) return gitFailure({ repo: tree.repo.name, what: `${tree.path} could not be read`, folder: tree.path }, commits);
  const own = quickIdOf(quick.path);
  const foreign = commits.find(({ body }) => [...body.matchAll(/^DGS-(Plan|Quick): *(.*)$/gm)].some(([, of, id]) => of === "Plan" || id?.trim() !== own));
  if (foreign === undefined) return undefined;
  return needsPerson(`${tree.repo.name}: commits of others stand above where the quick began (${foreign.sha.slice(0, 10)} ${foreign.subject}), and its tree cannot be put back. Take out of ${tree.path} what you do not want of the quick, then run \`git update-ref -d refs/dgs/attempts/${attemptOfQuick(quick).name}\` there and the command again`);
}

async function leaveInCheckout(context: QuickContext, tree: WorkTree, quick: Quick): Promise<StageOutcome> {
  return close(context, tree, quick, { type: "done", note: `what it changed stays in ${tree.path}, which is your checkout: commit it, or take it back` });
}

async function close(context: QuickContext, tree: WorkTree, quick: Quick, outcome: StageOutcome): Promise<StageOutcome> {
  const [open] = await closeAttempt(context, [{ ...tree, path: tree.repo.path }], attemptOfQuick(quick));
  return open === undefined ? outcome : gitFailure({ repo: tree.repo.name, what: "its work is put aside, but the mark of it could not be taken away", folder: tree.repo.path }, open.refusal);
}
