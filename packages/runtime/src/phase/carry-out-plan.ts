import type { Prompt } from "@dgs/core";
import { askAgent } from "../work/ask-agent.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { Findings } from "../work/findings.js";
import { acceptPlanWork, type PlanAccepted } from "./accept-plan-work.js";
import { onPlan, type PhaseContext } from "./context.js";
import type { FoundPlan } from "./find-plan.js";
import { mendGitLink, readGitLink } from "./git-link.js";
import { isCheckpointFile, passedOver, type PlanStopped, readStop } from "./read-stop.js";
import { attemptAt, isApart, type OpenPlan } from "./plan-tree.js";
import { watchFilesOutside } from "./watch-files-outside.js";
import { removePlanTrees } from "./remove-plan-trees.js";
import { putTreeBack } from "./put-tree-back.js";

/** What an agent is given to do of a plan. */
export interface PlanWork extends FoundPlan {
  readonly opened: OpenPlan;
  /** Unique within the execution: `execute-plan 02-01`. */
  readonly purpose: string;
  readonly prompt: (findings: readonly string[]) => Prompt;
  /** The tasks whose checkpoints are answered, by their numbers. */
  readonly answered: readonly number[];
}

/**
 * Has an agent work on a plan in its trees until DGS has accepted the work, or it stops at a checkpoint.
 *
 * Work that is not accepted is kept under a ref, and its worktree is removed: the next run begins anew. Work that only ran out of time or budget,
 * or was interrupted, stays where it is, and the next run takes it up. (design 3.5, 3.12)
 */
export async function carryOutPlan(context: PhaseContext, work: PlanWork): Promise<PlanAccepted | PlanStopped | WorkFailure> {
  const { shared } = context;
  const { id } = work.plan;
  const began = await shared.places.begin(context, { plan: id, trees: work.opened.trees, purpose: work.purpose });
  if (began !== undefined) return began;
  shared.conflicts.begin(context, id, work.opened.trees);
  try {
    const result = await askExecutor(context, work);
    if (isFailure(result)) return await giveUp(context, work, result);
    await shared.conflicts.look(context);
    return result;
  } finally {
    shared.places.end(id);
  }
}

async function askExecutor(context: PhaseContext, work: PlanWork): Promise<PlanAccepted | PlanStopped | WorkFailure> {
  const { opened, plan } = work;
  const [tree] = opened.trees;
  const [base] = opened.bases;
  if (tree === undefined) return failed("usage", `plan ${plan.id} names no repo that is registered`);
  const links = opened.trees.map(readGitLink);
  const touched = watchFilesOutside(context, plan, opened.trees);
  // A branch outside that moved is told once: a further agent would only move it further.
  let outside: WorkFailure | undefined;
  const lookOutside = async (): Promise<WorkFailure | undefined> => (outside = mendLinks(context, work, links) ?? touched() ?? (await context.shared.places.look(context, { plan: plan.id, trees: opened.trees, purpose: work.purpose })));
  const asked = await askAgent<PlanAccepted | PlanStopped>(onPlan(context, plan.id), {
    role: "executor",
    purpose: work.purpose,
    cwd: tree.path,
    ...(base === undefined || !isApart(tree) ? {} : { base }),
    prompt: work.prompt,
    mayStop: true,
    accept: async (files, stopped) => {
      const moved = await lookOutside();
      if (moved !== undefined) return moved;
      return stopped !== undefined || files.some(({ path }) => isCheckpointFile(path)) ? readStop(context, work, files, stopped ?? "") : (passedOver(work) ?? (await strangers(context, work)) ?? acceptPlanWork(context, { ...work, touched }, files));
    },
  });
  return isFailure(asked) && asked.type === "failed" && outside === undefined ? ((await lookOutside()) ?? asked) : asked;
}

/** Commits of another plan's agent on the branch of this one must not land with it. */
async function strangers(context: PhaseContext, { plan, opened }: PlanWork): Promise<Findings | undefined> {
  const findings = await context.shared.places.strangers(context, { plan: plan.id }, opened);
  return findings.length === 0 ? undefined : { type: "findings", findings };
}

function mendLinks(context: PhaseContext, { plan, opened }: PlanWork, links: readonly (string | undefined)[]): WorkFailure | undefined {
  const wrong = opened.trees.flatMap((tree, index) => mendGitLink(tree, links[index], context.ports.newId()) ?? []);
  return wrong.length === 0 ? undefined : failed("conflict", `while plan ${plan.id} ran, ${wrong.join("; ")}. It was put back`);
}

/** Ends a work that failed. In a checkout that is not DGS's own nothing is reset. */
async function giveUp(context: PhaseContext, { plan, opened }: PlanWork, failure: WorkFailure): Promise<WorkFailure> {
  if (failure.type === "interrupted") return failure;
  context.shared.conflicts.end(plan.id);
  const attempt = attemptAt(context, plan.id);
  const [tree] = opened.trees;
  // Without worktrees it is the checkout of a person. Its attempt stays open: what lies there is looked at before the next run.
  if (tree !== undefined && !isApart(tree)) return failed(failure.reason, `${failure.error}; its work stays in ${tree.path}: commit it, stash it or take it back before you run again`);
  if (failure.reason === "budget" || failure.reason === "timed-out") return failed(failure.reason, `${failure.error}; what it had done stays in ${tree?.path ?? ""}, and the next run goes on there`);
  const kept: string[] = [];
  for (const [index, each] of opened.trees.entries()) {
    const base = opened.bases[index];
    if (base === undefined) continue;
    const back = await putTreeBack(context, each, { to: base, above: base, name: `${attempt.name}-${context.ports.newId()}`, reason: `plan ${plan.id} was not accepted` });
    if (isFailure(back)) return back.type === "failed" ? failed(failure.reason, `${failure.error}; ${back.error}`) : back;
    kept.push(...back.map((ref) => `${each.repo.name}: ${ref}`));
  }
  await removePlanTrees(context, plan.id, opened.trees);
  return kept.length === 0 ? failure : failed(failure.reason, `${failure.error}; its work is kept: ${kept.join(", ")}`);
}
