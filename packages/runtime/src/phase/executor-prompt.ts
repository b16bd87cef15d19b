import { executePlanPrompt, type Prompt, type PromptInput } from "@dgs/core";
import type { PhaseContext } from "./context.js";
import type { FoundPlan } from "./find-plan.js";
import { planInputs } from "./plan-inputs.js";
import type { OpenPlan } from "./plan-tree.js";

/**
 * The prompt for the executor of a plan, with what was before it: commits of a run that was cut off, and why work that was done does not fit.
 * @param answers What was answered to its checkpoints.
 * @param cause Why the plan is carried out again; absent: it is not.
 */
export function executorPrompt(context: PhaseContext, found: FoundPlan, opened: OpenPlan, answers: readonly PromptInput[], cause?: string): (findings: readonly string[]) => Prompt {
  const done: PromptInput[] = opened.done.length === 0 ? [] : [{ title: "Commits of an earlier run of this plan, on the branch you are on", text: opened.done.join("\n") }];
  const why: PromptInput[] = cause === undefined ? [] : [{ title: "Why the earlier work on this plan was not taken", text: cause }];
  const rules = [
    ...(done.length === 0 ? [] : ["An earlier run of this plan was cut off. Look at its commits first (`git log`, `git show`): do not do again what they have done, and mend what is wrong with it. The summary is about all of the plan."]),
    ...(cause === undefined ? [] : ["This plan was carried out before, and its work does not fit what other plans have landed since. You start from the state that they left: look at what it is now, and carry the plan out on it."]),
    "Every file that you name under `created` in the summary must be there. Delete no file that the plan does not name.",
    "A task that needs no commit: say under `## Deviations from Plan` why, with its number.",
  ];
  return (findings) => {
    const prompt = executePlanPrompt({ id: found.plan.id, phase: found.found.label, tasks: found.plan.plan.tasks }, [...planInputs(context, found), ...answers, ...done, ...why], findings);
    return { ...prompt, rules: [...prompt.rules, ...rules] };
  };
}
