import { pathProblem } from "../planning/problems.js";
import type { Problem } from "../problem.js";
import type { PlannedPlan } from "./types.js";

/** More tasks than this fill the context of the agent that carries the plan out. (formats.md 7.3) */
const MOST_TASKS = 3;
/** Characters. The agent that carries a plan out reads it whole, beside the code. */
const LONGEST_PLAN = 100_000;

/** Tells what is wrong with the form of one plan: how many tasks, how long it is, whether it stops at a person, what it changes. */
export function checkForm({ plan, text }: PlannedPlan): readonly Problem[] {
  const { path, tasks } = plan;
  const problems: Problem[] = [];
  const tell = (code: Parameters<typeof pathProblem>[1], message: string, remedy: string): void => { problems.push(pathProblem(path, code, message, remedy)); };
  // One is no fault that code could tell: a gap, or a file that nothing else touches, may need no more. Whether it is too little is for a plan checker to say, under `scope`.
  if (tasks.length > MOST_TASKS) tell("plan-task-count", `The plan has ${String(tasks.length)} tasks, and one agent carries out at most ${String(MOST_TASKS)} well.`, "Divide it into several plans.");
  if (text.length > LONGEST_PLAN) tell("plan-too-long", `The plan has ${String(text.length)} characters, and ${String(LONGEST_PLAN)} are the most.`, "Say what is to be done, and name the files that hold the rest.");
  if (!plan.autonomous && tasks.every(({ checkpoint }) => checkpoint === undefined)) tell("plan-checkpoint-missing", "The plan says autonomous: false, and no task is a checkpoint.", "Write autonomous: true, or add the checkpoint.");
  if (plan.filesModified === undefined) tell("plan-files-missing", "The plan does not say what it changes: no other plan could run beside it.", "Write files_modified with every file that it makes or changes; [] where it changes none.");
  return problems;
}
