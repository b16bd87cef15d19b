import { addCheckpoint, answeredTasks, checkpointPath, type KeptCheckpoint, type PhaseExecution, type PhaseStageOutcome, type PlanId, type PlanningPath, readCheckpointFile, type Sha, strictestKind, unansweredCheckpoints } from "@dgs/core";
import { isFailure, failed, type WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import type { FoundPlan } from "./find-plan.js";
import type { PlanStopped } from "./read-stop.js";

type Heads = Readonly<Record<string, Sha>>;

/**
 * Writes down durably what an agent handed back, before the stage ends, behind what the plan's earlier checkpoints came to. Where the plan asks more of
 * a person than the agent says, the plan counts.
 */
export async function keepCheckpoint(context: PhaseContext, { found, plan, trees }: FoundPlan, { text, checkpoint }: PlanStopped, execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const path = checkpointPath(found.folder.path, plan.id);
  const before = context.ports.files.read(path);
  if (typeof before === "object") return stageOutcomeOf(failed("usage", `${path}: ${before.message}. ${before.remedy}`));
  const heads = await headsOf(context, trees);
  if (isFailure(heads)) return stageOutcomeOf(heads);
  const open = unansweredCheckpoints(plan.plan.tasks, answeredTasks(execution, plan.id));
  const task = checkpoint.task ?? open[0]?.number;
  const planned = plan.plan.tasks.find(({ number }) => number === task)?.checkpoint;
  const number = 1 + Math.max(checkpointsOf(execution, plan.id), ...readCheckpointFile(before ?? "").map((each) => each.number));
  const kept: KeptCheckpoint = { number, reached: context.ports.clock.now(), kind: strictestKind(planned, checkpoint.kind), task, heads, text };
  const refused = await writeFiles(context, [addCheckpoint(path, before, plan.id, kept)]);
  return refused === undefined ? outcomeOf(kept) : stageOutcomeOf(refused);
}

/** The checkpoint at which an earlier run of this stage was cut off behind its writing: it is reached already, and no agent is asked again. */
export async function keptBeforeCutOff(context: PhaseContext, { found, plan, trees }: FoundPlan, execution: PhaseExecution): Promise<PhaseStageOutcome | undefined> {
  const last = lastCheckpoint(context, checkpointPath(found.folder.path, plan.id));
  if (last === undefined || last.number <= checkpointsOf(execution, plan.id) || Object.keys(last.heads).length === 0) return undefined;
  const heads = await headsOf(context, trees);
  // Of another attempt at the plan: what it was about is not what lies there now.
  if (isFailure(heads) || Object.entries(last.heads).some(([repo, sha]) => heads[repo] !== sha)) return undefined;
  return outcomeOf(last);
}

/** The newest checkpoint of a plan that can be read; `undefined` where there is none. */
export function lastCheckpoint(context: { readonly ports: Pick<PhaseContext["ports"], "files"> }, path: PlanningPath): KeptCheckpoint | undefined {
  const text = context.ports.files.read(path);
  return typeof text === "string" ? readCheckpointFile(text).at(-1) : undefined;
}

function checkpointsOf({ steps }: PhaseExecution, plan: PlanId): number {
  return steps.filter((step) => step.plan === plan && step.stage === "checkpoint").length;
}

async function headsOf(context: PhaseContext, trees: FoundPlan["trees"]): Promise<Heads | WorkFailure> {
  const heads: Record<string, Sha> = {};
  for (const tree of trees) {
    const head = await context.ports.git.head(tree.path);
    if (typeof head === "object") return failed("conflict", `${tree.repo.name}: ${head.message}`);
    heads[tree.repo.name] = head;
  }
  return heads;
}

function outcomeOf({ kind, task }: KeptCheckpoint): PhaseStageOutcome {
  return { type: "checkpoint", kind, ...(task === undefined ? {} : { task }) };
}
