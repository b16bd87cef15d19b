import type { PhaseEffect, PhaseExecution, PhaseStageOutcome, RebaseConflict } from "@dgs/core";
import { askConflictAgent } from "../conflict/ask-conflict-agent.js";
import { isResolutionWritten, settleResolutions } from "../conflict/resolution-file.js";
import { baseOfAttempt } from "../work/attempt.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { isGitRefusal } from "../work/git-refusal.js";
import { runVerifyCommands } from "./accept-plan-work.js";
import { onPlan, type PhaseContext, stageOutcomeOf } from "./context.js";
import { findPlan, type FoundPlan } from "./find-plan.js";
import { writeChecked } from "./land-tree.js";
import { acceptedRef, attemptAt, isApart, type PlanTree } from "./plan-tree.js";
import { putTreeBack } from "./put-tree-back.js";

const RESOLVED: PhaseStageOutcome = { type: "done", note: "the conflict was resolved, and the checks pass" };

type ResolveEffect = Extract<PhaseEffect, { readonly type: "resolve-conflict" }>;

/**
 * Has an agent resolve the conflict that the landing of a plan stands still at. Whether its work is good, the plan's verify commands and
 * `workflow.test_command` say, on exactly the commits that would land; without any of them, and where it is not taken, the worktree is put back to
 * what was accepted, and the plan is carried out anew. (design 4)
 */
export async function resolvePlanConflict(context: PhaseContext, effect: ResolveEffect, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const found = findPlan(context, effect.plan);
  if (isFailure(found)) return stageOutcomeOf(found);
  const tree = await treeInRebase(context, found);
  if (tree === undefined) return ended(context, found);
  const tip = await context.ports.git.resolve(tree.repo.path, `refs/heads/${tree.home.branch ?? ""}`);
  if (typeof tip !== "string") return giveBack(context, found, `${tree.repo.name} has no branch ${tree.home.branch ?? ""} any more`);
  // DGS's own rebase answers where it stands; the commit is for one that was killed while git was at work.
  const conflict = await context.ports.git.rebase({ tree: tree.path, onto: tip });
  // A lock is none of the agent's doing: when it is gone the stage goes on where it was.
  if (isGitRefusal(conflict)) return conflict.code === "index-locked" ? stageOutcomeOf(failed("human-needed", conflict.message)) : giveBack(context, found, conflict.message);
  if (conflict.type !== "conflict") return runGate(context, found, tree);
  if (gateCommands(context, found).length === 0) return giveBack(context, found, `no command tests what an agent would make of the conflict in ${namesOf(conflict)} (the plan has no verify command, and workflow.test_command is not set)`);
  return resolve(context, found, tree, conflict);
}

async function treeInRebase(context: PhaseContext, { trees }: FoundPlan): Promise<PlanTree | undefined> {
  for (const tree of trees.filter(isApart)) if ((await context.ports.git.operation(tree.path)) === "rebase") return tree;
  return undefined;
}

/** Cut off, or halted at a lock, behind a resolution that was written down, DGS went on with the rebase itself, and may have run the gate, too; what else has ended it is taken back. */
async function ended(context: PhaseContext, found: FoundPlan): Promise<PhaseStageOutcome> {
  if (await isChecked(context, found)) return RESOLVED;
  const tree = found.trees.find((each) => isResolutionWritten(context, found.plan, each.repo.name));
  return tree === undefined ? giveBack(context, found, "the rebase was ended by somebody else while its conflict was to be resolved") : runGate(context, found, tree);
}

/** Whether no resolution waits for its gate, and what was checked behind it is what stands on the tip of the branch that the plan lands on. */
async function isChecked(context: PhaseContext, { plan, trees }: FoundPlan): Promise<boolean> {
  const { git } = context.ports;
  for (const tree of trees.filter(isApart)) {
    if (isResolutionWritten(context, plan, tree.repo.name)) return false;
    const head = await git.head(tree.path);
    const tip = await git.resolve(tree.repo.path, `refs/heads/${tree.home.branch ?? ""}`);
    if (typeof head !== "string" || typeof tip !== "string") return false;
    if ((await git.resolve(tree.repo.path, acceptedRef(context, plan.id))) !== head || (await baseOfAttempt(context, tree.repo, attemptAt(context, plan.id))) !== tip) return false;
  }
  return true;
}

async function resolve(context: PhaseContext, found: FoundPlan, tree: PlanTree, conflict: RebaseConflict): Promise<PhaseStageOutcome> {
  const { plan } = found;
  const watched = { plan: plan.id, trees: found.trees, purpose: `resolve-conflict ${plan.id}` };
  const began = await context.shared.places.begin(context, watched);
  if (began !== undefined) return stageOutcomeOf(began);
  const work = { title: plan.plan.objective?.what ?? `plan ${plan.id}`, label: `plan ${plan.id}`, path: plan.path, name: plan.id, repo: tree.repo.name, tree: tree.path, branch: tree.branch ?? "", base: tree.home.branch ?? "" };
  const answer = await askConflictAgent(onPlan(context, plan.id), work, conflict, () => context.shared.places.look(context, watched)).finally(() => { context.shared.places.end(plan.id); });
  if (isFailure(answer)) return answer.type === "interrupted" || answer.reason === "human-needed" ? stageOutcomeOf(answer) : giveBack(context, found, answer.error);
  return answer.type === "conflict" ? { type: "conflict", files: answer.files.map(({ path }) => path) } : runGate(context, found, tree);
}

function gateCommands(context: PhaseContext, { plan }: FoundPlan): readonly string[] {
  return [...plan.plan.tasks.flatMap((task) => task.automated), context.config["workflow.test_command"] ?? []].flat();
}

/**
 * Behind a resolution the gate fails closed: whatever is not a green run is none. What was tested is what is written down for the landing, and the
 * resolution waits for its gate until then: cut off in between, the gate is run again.
 */
async function runGate(context: PhaseContext, found: FoundPlan, tree: PlanTree): Promise<PhaseStageOutcome> {
  const { git } = context.ports;
  const tip = await git.resolve(tree.repo.path, `refs/heads/${tree.home.branch ?? ""}`);
  const head = await git.head(tree.path);
  if (typeof tip !== "string" || typeof head !== "string") return giveBack(context, found, `the commits in ${tree.path} could not be read`);
  const red = await runVerifyCommands(onPlan(context, found.plan.id), found.plan.plan, found.trees, [context.config["workflow.test_command"] ?? []].flat());
  if (isFailure(red)) return stageOutcomeOf(red);
  const after = await git.head(tree.path);
  const why = after === head ? red.join("; ") : "the commands of the gate have moved HEAD, so what was tested is not what would land";
  if (why !== "") return giveBack(context, found, `the resolved conflict does not pass: ${why}`);
  const unwritten: WorkFailure | undefined = await writeChecked(context, found.plan.id, tree, { tip, head });
  const unsettled = unwritten ?? (await settleResolutions(context, found.plan, tree.repo.name, `passed: ${gateCommands(context, found).map((command) => `\`${command}\``).join(", ")}`));
  return unsettled === undefined ? RESOLVED : stageOutcomeOf(unsettled);
}

/** Puts the trees back to what was accepted; what was made of the conflict is kept under a ref. */
async function giveBack(context: PhaseContext, found: FoundPlan, why: string): Promise<PhaseStageOutcome> {
  const { id } = found.plan;
  const kept: string[] = [];
  for (const tree of found.trees.filter(isApart)) {
    const accepted = await context.ports.git.resolve(tree.repo.path, acceptedRef(context, id));
    if (typeof accepted !== "string") return { type: "failed", reason: "conflict", error: `it is not written down which commit of plan ${id} was accepted in ${tree.repo.name}` };
    const back = await putTreeBack(context, tree, { to: accepted, above: accepted, name: `${attemptAt(context, id).name}-${context.ports.newId()}`, reason: `what was made of the conflict of plan ${id}, which was not taken` });
    if (isFailure(back)) return stageOutcomeOf(back);
    kept.push(...back);
    const unsettled = await settleResolutions(context, found.plan, tree.repo.name, `not taken: ${why}`);
    if (unsettled !== undefined) return stageOutcomeOf(unsettled);
  }
  return { type: "not-accepted", why: kept.length === 0 ? why : `${why}; what was made of it is kept under ${kept.join(", ")}` };
}

function namesOf({ files }: RebaseConflict): string {
  return files.slice(0, 5).map(({ path }) => path).join(", ");
}
