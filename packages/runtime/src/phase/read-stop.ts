import { type CheckpointReturn, type OutboxFile, readCheckpointReturn, unansweredCheckpoints } from "@dgs/core";
import type { WorkFailure } from "../work/context.js";
import { type Findings, formatFinding } from "../work/findings.js";
import { commitWork, type PlanUnderCheck, type TreeWork } from "./accept-plan-work.js";
import type { PhaseContext } from "./context.js";

/** The agent stopped at a checkpoint: what it had done is committed on the plan's branch, and its worktree stays. */
export interface PlanStopped {
  readonly type: "plan-stopped";
  /** What it handed back, as it wrote it. */
  readonly text: string;
  readonly checkpoint: CheckpointReturn;
}

/**
 * Checks what an agent hands back at a checkpoint: its form, and that the commits it names are there. What it left uncommitted is committed, so that
 * nothing depends on the worktree. (Seed 004, "checkpoint_handling", 3; formats.md 16)
 */
export async function readStop(context: PhaseContext, work: PlanUnderCheck, files: readonly OutboxFile[], message: string): Promise<PlanStopped | Findings | WorkFailure> {
  const { plan } = work;
  const file = files.find(({ path }) => isCheckpointFile(path));
  // A program may say that it stopped and leave no file: its own words are all there is, and a person has to read them.
  const text = file?.text ?? `## CHECKPOINT REACHED\n\n**Plan:** ${plan.id}\n\n### Checkpoint Details\n\n${message}\n\n### Awaiting\n\n${message}\n`;
  const checkpoint = readCheckpointReturn(text, file?.path ?? `${plan.id}-CHECKPOINT.md`);
  if (file !== undefined && checkpoint.problems.length > 0) return { type: "findings", findings: checkpoint.problems.map(formatFinding) };
  const both = files.find(({ path }) => path.endsWith("SUMMARY.md"));
  if (both !== undefined) return { type: "findings", findings: [`the outbox holds ${both.path} and ${checkpoint.path}: leave the summary where all is done, or the checkpoint where a person is needed, never both`] };
  const committed = await commitWork(context, work, files);
  if (!Array.isArray(committed)) return committed;
  const wrong = wrongWords(work, checkpoint, committed);
  return wrong.length > 0 ? { type: "findings", findings: wrong } : { type: "plan-stopped", text, checkpoint };
}

/** Whether a file in the outbox is what an agent hands back at a checkpoint. */
export function isCheckpointFile(path: string): boolean {
  return path.endsWith("CHECKPOINT.md");
}

/** What is wrong where an agent says that it is done and a checkpoint of the plan was never answered: a gate fails closed. */
export function passedOver({ plan, answered }: Pick<PlanUnderCheck, "plan"> & { readonly answered: readonly number[] }): Findings | undefined {
  const open = unansweredCheckpoints(plan.plan.tasks, answered);
  if (open.length === 0) return undefined;
  return { type: "findings", findings: open.map((task) => `task ${String(task.number)} is a checkpoint (${task.type}) that nobody has answered: stop there and leave ${plan.id}-CHECKPOINT.md; what is done stays`) };
}

/** What the agent says and git does not: a commit that is not there, a task or a plan that is not meant. */
function wrongWords({ plan }: PlanUnderCheck, { plan: said, task, completed, path }: CheckpointReturn, works: readonly TreeWork[]): readonly string[] {
  const commits = works.flatMap((work) => work.commits.map(({ sha }) => sha));
  const missing = completed.filter(({ commit }) => commit !== undefined && !commits.some((sha) => sha.startsWith(commit)));
  const count = plan.plan.tasks.length;
  return [
    ...missing.map((each) => `${path} says that task ${each.task} is done with commit ${each.commit ?? ""}, which is none of this plan's: do the task, or name the commit that \`git log\` shows (\`-\` where you leave it to DGS)`),
    ...(said === undefined || said.toUpperCase() === plan.id.toUpperCase() ? [] : [`${path} is about plan ${said}: this is plan ${plan.id}`]),
    ...(task === undefined || count === 0 || (task >= 1 && task <= count) ? [] : [`${path} stands at task ${String(task)}: the plan has the tasks 1 to ${String(count)}`]),
  ];
}
