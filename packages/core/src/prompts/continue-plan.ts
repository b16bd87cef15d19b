import { EXECUTOR_BLOCKED, executorResults, executorRules, type PlanForAgent } from "./execute-plan.js";
import type { Prompt, PromptInput } from "./prompt.js";

/** A task that is done, as a fresh agent is told of it; every commit that stands here was seen in git. */
export interface TaskBehindCheckpoint {
  readonly task: string;
  readonly name: string | undefined;
  readonly commit: string | undefined;
  readonly files: string | undefined;
}

/** What a fresh agent needs to go on behind a checkpoint. (Seed 004, "checkpoint_handling", 6) */
export interface Continuation {
  readonly kind: "human-verify" | "decision" | "human-action" | "unknown";
  /** The task that the checkpoint stands at; `undefined` where nobody knows it. */
  readonly task: number | undefined;
  readonly taskName: string | undefined;
  readonly completed: readonly TaskBehindCheckpoint[];
  /** The commits of the plan as git has them, oldest first: `a1b2c3d4 feat(03-01): add the parser`. */
  readonly commits: readonly string[];
  readonly answer: string;
  readonly by: "person" | "rule";
  /** What was done before is not there any more: the agent begins with the first task, and the answer still holds. */
  readonly fromStart: boolean;
}

/** The prompt for the agent that goes on with a plan behind a checkpoint: fresh, with everything it needs. (formats.md 16, "Continuation prompt") */
export function continuePlanPrompt(plan: PlanForAgent, continuation: Continuation, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `${continuation.fromStart ? "Execute" : "Go on with"} plan ${plan.id} of phase ${plan.phase}. ${continuation.fromStart ? "An earlier agent stopped at a checkpoint, and what it did is not there any more: do every task, from the first on." : `An earlier agent did a part of it and stopped at ${placeOf(continuation)}.`} The checkpoint has been answered.`,
    inputs: [...(continuation.taskName === undefined ? [] : [{ title: "The task of the checkpoint", text: continuation.taskName }]), ...(continuation.fromStart ? [] : [{ title: "What is done", text: doneText(continuation) }]), { title: `The answer to the checkpoint (${continuation.by === "person" ? "a person's" : "by the rule of jobs, as nobody is asked in one"})`, text: continuation.answer }, ...inputs],
    findings,
    rules: [...continuation.fromStart ? [] : DONE_RULES, ...instructionsFor(continuation), ...executorRules(plan).map((rule) => (continuation.fromStart ? rule : rule.replace("Do the tasks in order.", "Do the tasks that are left in order.")))],
    results: executorResults(plan),
    blocked: EXECUTOR_BLOCKED,
  };
}

const DONE_RULES: readonly string[] = [
  "First check with `git log` that the commits under \"What is done\" exist, and look at what they changed. When one is missing, refuse and say which.",
  "Do not redo what is done, do not reset it, do not rewrite it: build on it. The last commit may hold a half-done task, where the earlier agent left it so.",
];

function placeOf({ task, kind }: Continuation): string {
  return `${task === undefined ? "a task" : `task ${String(task)}`}, a checkpoint of the type ${kind}`;
}

/** Resume instructions by type; which of the first two holds the agent reads from the answer. */
function instructionsFor({ kind, task }: Continuation): readonly string[] {
  const next = task === undefined ? "the task behind the checkpoint" : `task ${String(task + 1)}`;
  const here = task === undefined ? "the checkpoint" : `task ${String(task)}`;
  switch (kind) {
    case "human-verify":
      return [`When the answer says that it is good (approved, done, yes), ${here} is done: go on with ${next}.`, `When the answer names issues, mend exactly these, then stop at ${here} again, so that the person verifies it anew.`];
    case "decision":
      return [`The answer is the decision: apply it in ${here} and in every later task, then go on with ${next}. Do not weigh the options anew.`];
    case "human-action":
      return [`The answer says that the person has acted: check that it worked (the plan says how, else run what failed before). When it did, go on from ${here}; when it did not, stop at ${here} again and say what you saw.`];
    case "unknown":
      return [`Take the answer as it is meant at ${here}, then go on with ${next}. When it cannot be followed, stop at ${here} again and say why.`];
  }
}

function doneText({ completed, commits }: Continuation): string {
  const cell = (text: string | undefined): string => (text === undefined ? "-" : text.replaceAll("|", "\\|"));
  const table = completed.length === 0 ? ["No task is complete."] : ["| Task | Name | Commit | Files |", "|------|------|--------|-------|", ...completed.map(({ task, name, commit, files }) => `| ${[task, name, commit, files].map(cell).join(" | ")} |`)];
  return [...table, "", "Commits of this plan in the folder, oldest first:", ...(commits.length === 0 ? ["none"] : commits)].join("\n");
}
