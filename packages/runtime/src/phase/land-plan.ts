import { type PhaseEffect, type PhaseExecution, type PhaseStageOutcome, type Sha, summaryPathOf } from "@dgs/core";
import { reopenVerification } from "../steps/reopen-verification.js";
import { planProgressChanges } from "../steps/roadmap-changes.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";
import { runVerifyCommands } from "./accept-plan-work.js";
import { readAcceptedSummary } from "./accepted-summary.js";
import { onPlan, type PhaseContext, stageOutcomeOf } from "./context.js";
import { findPlan, type FoundPlan } from "./find-plan.js";
import { addPlanTrailers, rebaseTree, writeChecked } from "./land-tree.js";
import { attemptAt, isApart, type PlanTree } from "./plan-tree.js";
import { putTreeBack } from "./put-tree-back.js";
import { removePlanTrees } from "./remove-plan-trees.js";
import { secondsSince, withFacts } from "./with-facts.js";

/** How often a landing begins again because the branch has moved meanwhile. */
const ROUNDS = 3;

/**
 * Brings a plan in: its commits go onto the tip of the milestone's branch, are checked there once more where it has moved, get their trailers, and the
 * branch goes forward to them; then the summary goes into the phase folder, and the worktree goes away. Of several repos all are rebased and checked
 * before the first goes forward. Each step is recognised after a cut-off. (design 3.3, 4)
 */
export async function landPlan(context: PhaseContext, effect: Extract<PhaseEffect, { readonly type: "land-plan" }>, execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const found = findPlan(context, effect.plan);
  if (isFailure(found)) return stageOutcomeOf(found);
  const summary = readAcceptedSummary(found.trees, effect.plan);
  // Only a fresh run makes another one; what is on the branch is kept by it.
  if (summary === undefined) return { type: "red", error: "the summary that was accepted is not there any more" };
  const facts = await forward(context, found);
  if ("type" in facts) return isFailure(facts) ? stageOutcomeOf(facts) : facts;
  const now = context.ports.clock.now();
  const run = execution.steps.findLast(({ stage, plan }) => stage === "run" && plan === effect.plan);
  const refused = await writeSummary(context, found, withFacts(summary, { duration: secondsSince(run?.started, now), completed: now.slice(0, 10) }));
  if (refused !== undefined) return stageOutcomeOf(refused);
  await removePlanTrees(context, effect.plan, found.trees);
  return { type: "done", ...facts };
}

interface LandingFacts {
  readonly before?: Sha;
  readonly after?: Sha;
}

/** Without worktrees the commits stand on the branch already. */
async function forward(context: PhaseContext, found: FoundPlan): Promise<LandingFacts | PhaseStageOutcome | WorkFailure> {
  if (found.trees.some((tree) => !isApart(tree))) return {};
  for (let round = 1; ; round++) {
    const ready = await prepareAll(context, found);
    if (!Array.isArray(ready)) return ready;
    const moved = await context.shared.inTurn(() => forwardAll(context, found, ready));
    if (moved !== "moved-meanwhile") return moved;
    if (round === ROUNDS) return failed("conflict", `the milestone's branch moved ${String(ROUNDS)} times while plan ${found.plan.id} landed: see who commits there, then run again`);
  }
}

interface Ready {
  readonly tree: PlanTree;
  /** Absent: it has landed. */
  readonly tip?: Sha;
  readonly head: Sha;
}

async function prepareAll(context: PhaseContext, { plan, trees }: FoundPlan): Promise<Ready[] | PhaseStageOutcome | WorkFailure> {
  const ready: Ready[] = [];
  let moved = false;
  for (const tree of trees) {
    const state = await rebaseTree(context, plan.id, tree);
    if (isFailure(state) || state.type === "conflict") return state;
    ready.push(state.type === "landed" ? { tree, head: state.head } : { tree, tip: state.tip, head: state.head });
    moved ||= state.type === "on-tip" && state.moved;
  }
  if (moved) {
    const red = await runVerifyCommands(onPlan(context, plan.id), plan.plan, trees);
    if (isFailure(red)) return red;
    if (red.length > 0) return { type: "red", error: red.join("; ") };
  }
  const done: Ready[] = [];
  for (const each of ready) {
    if (each.tip === undefined) {
      done.push(each);
      continue;
    }
    const head = await addPlanTrailers(context, plan.id, plan.plan, each.tree, each.tip);
    if (typeof head === "object") return head;
    const unwritten = await writeChecked(context, plan.id, each.tree, { tip: each.tip, head });
    if (unwritten !== undefined) return unwritten;
    done.push({ ...each, head });
  }
  return done;
}

async function forwardAll(context: PhaseContext, { plan }: FoundPlan, ready: readonly Ready[]): Promise<LandingFacts | "moved-meanwhile" | WorkFailure> {
  for (const { tree, tip, head } of ready) {
    if (tip === undefined) continue;
    const branch = tree.home.branch ?? "";
    const move = (): ReturnType<typeof context.ports.git.fastForward> => context.ports.git.fastForward({ repo: tree.repo.path, branch, to: head });
    let moved = await move();
    if (moved.type === "refused" && moved.code === "dirty" && tree.home.own) {
      // Only DGS and its agents work there; what would be overwritten is kept first.
      const state = await context.ports.git.head(tree.home.path);
      const kept = typeof state === "string" ? await putTreeBack(context, { ...tree.home, home: tree.home }, { to: state, above: state, name: `${attemptAt(context, plan.id).name}-${context.ports.newId()}`, reason: `uncommitted changes in ${tree.home.path} that plan ${plan.id} would have overwritten` }) : failed("conflict", state.message);
      if (isFailure(kept)) return kept;
      moved = await move();
    }
    if (moved.type !== "refused") continue;
    if (moved.code === "not-fast-forward" || moved.code === "ref-changed") return "moved-meanwhile";
    return failed("conflict", `${tree.repo.name}: ${branch} could not be moved forward to plan ${plan.id}: ${moved.message}`);
  }
  const [first] = ready;
  return first === undefined ? {} : { ...(first.tip === undefined ? {} : { before: first.tip }), after: first.head };
}

/** The verification goes first: cut off between the two, the plan is still to do and nothing counts as verified. A person may save a file meanwhile. */
async function writeSummary(context: PhaseContext, { found, plan }: FoundPlan, summary: string): Promise<WorkFailure | undefined> {
  const written = await writeFiles(context, [...reopenVerification(context, found.folder.documents.VERIFICATION), ...putFile(context, plan.summary ?? summaryPathOf(plan.path), summary)]);
  return written ?? writeFiles(context, planProgressChanges(context, found.phase.number));
}
