import type { GitRefusal, Quick, RepoEffect, Sha, StageOutcome } from "@dgs/core";
import { findBases, isOutcome } from "./bases.js";
import { type QuickContext, type QuickTree, treeOf } from "./context.js";
import { gitFailure, isGitRefusal, needsPerson } from "./git-failure.js";
import { inProgressText, restoreTree, strayTree } from "./inspect-tree.js";
import { keepName } from "./quick-refs.js";
import { settleResolutions } from "../conflict/resolution-file.js";

/**
 * Puts branch, index and files back to what they were before the rebase, byte for byte; what was done since then is kept under a ref first.
 *
 * A rebase that a person has in progress is never touched.
 */
export async function undoRebase(context: QuickContext, effect: RepoEffect & { readonly to?: Sha }, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const missing = await restoreTree(context, tree, effect, quick);
  if (missing !== undefined) return missing;
  if (await isRebasedByHand(context, tree, effect, quick)) return { type: "done", note: `${effect.branch} was rebased by hand meanwhile, and stays as it is` };
  const back = await putBack(context, tree, effect, quick);
  if (back.type !== "done") return back;
  const cause = quick.steps[effect.step]?.cause;
  const written = await settleResolutions(context, quick, effect.repo, `not taken, the rebase was undone${cause === undefined ? "" : `: ${cause}`}`);
  return written ?? back;
}

/**
 * Whether a person has rebased the branch since the stage before had put it back: nothing is in progress, nothing is changed, and it stands
 * on the base. Behind a resolution that the gate refused it stands there by DGS's own doing.
 */
async function isRebasedByHand(context: QuickContext, tree: QuickTree, effect: RepoEffect & { readonly to?: Sha }, quick: Quick): Promise<boolean> {
  const { git } = context.ports;
  if (quick.steps[effect.step]?.inserted !== "conflict" || (await git.operation(tree.path)) !== undefined) return false;
  if ((await strayTree(context, tree, effect)) !== undefined) return false;
  const head = await git.head(tree.path);
  const entries = await git.status(tree.path);
  if (isGitRefusal(head) || head === effect.to || isGitRefusal(entries) || entries.length > 0) return false;
  const bases = await findBases(context, tree, effect, quick);
  return !isOutcome(bases) && (await git.isReachable(tree.path, bases.onto, [head])) === true;
}

/** The same without a word in RESOLUTIONS.md. `attach`: HEAD goes back on the branch from wherever an agent has left it. */
export async function putBack(context: QuickContext, tree: QuickTree, effect: RepoEffect & { readonly to?: Sha }, quick: Quick, attach = false): Promise<StageOutcome> {
  const { git } = context.ports;
  const failed = (refusal: GitRefusal): StageOutcome => gitFailure({ repo: effect.repo, what: `the rebase in ${tree.path} could not be undone`, folder: tree.path }, refusal);
  const aborted = await git.abortRebase(tree.path);
  if (isGitRefusal(aborted)) return aborted.code === "operation-in-progress" ? needsPerson(inProgressText(effect.repo, "rebase", tree.path)) : failed(aborted);
  const strayed = attach ? await attachHead(context, tree, effect, quick) : undefined;
  if (isGitRefusal(strayed)) return failed(strayed);
  const stray = await strayTree(context, tree, effect);
  if (stray !== undefined) return stray;
  const head = await git.head(tree.path);
  if (isGitRefusal(head)) return failed(head);
  const to = effect.to ?? (aborted.type === "aborted" ? aborted.at : head);
  const entries = await git.status(tree.path);
  if (isGitRefusal(entries)) return failed(entries);
  const ref = strayed ?? (aborted.type === "aborted" ? aborted.kept : undefined);
  const facts = ref === undefined ? {} : { ref };
  if (head === to && entries.length === 0) return { type: "done", after: to, ...facts };
  const kept = await git.keep({ tree: tree.path, name: keepName(quick, "undone-rebase"), reason: `${effect.branch} as a rebase that was undone had left it`, above: to });
  if (isGitRefusal(kept)) return failed(kept);
  const reset = await git.resetTo(tree.path, to);
  if (reset !== "reset") return failed(reset);
  return { type: "done", before: head, after: to, ...(kept === undefined ? {} : { ref: kept }), ...facts };
}

/** Puts HEAD on the quick's branch; what it was on is kept under the ref that is returned, where no branch has it. */
async function attachHead(context: QuickContext, tree: QuickTree, effect: RepoEffect, quick: Quick): Promise<string | undefined | GitRefusal> {
  const { git } = context.ports;
  const [state, tip] = [await git.headState(tree.path), await git.resolve(tree.path, `refs/heads/${effect.branch}`)];
  if (isGitRefusal(state)) return state;
  if (isGitRefusal(tip)) return tip;
  if (tip === undefined || state.type === "unborn" || (state.type === "on-branch" && state.branch === effect.branch)) return undefined;
  const kept = await git.keep({ tree: tree.path, name: keepName(quick, "undone-rebase"), reason: `what an agent left in place of ${effect.branch}`, above: tip });
  if (isGitRefusal(kept)) return kept;
  const attached = await git.attachHead({ tree: tree.path, branch: effect.branch });
  return isGitRefusal(attached) ? attached : kept;
}
