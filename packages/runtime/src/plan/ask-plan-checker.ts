import { checkPlansPrompt, findResult, type PlanCheck, type PlanId, type PromptInput, readPlan, readPlanCheck } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import type { WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";

/** Plans that a plan checker is to look at. */
export interface PlansForChecker {
  /** The phase as people write it. */
  readonly label: string;
  /** Unique within the job. */
  readonly purpose: string;
  readonly plans: readonly { readonly id: PlanId; readonly text: string }[];
  /** What stands above the plans: what they have to do. */
  readonly wanted: readonly PromptInput[];
  /** What stands below them. */
  readonly known: readonly PromptInput[];
}

/** Has a plan checker look at plans before anybody carries them out. */
export function askPlanChecker(context: StepContext, { label, purpose, plans, wanted, known }: PlansForChecker): Promise<PlanCheck | WorkFailure> {
  const shown = plans.map(({ id, text }) => ({ title: `Plan ${id}, to be checked`, text }));
  const tasks = new Map(plans.map(({ id, text }) => [id, readPlan(text, `${id}-PLAN.md`).tasks.length]));
  return askReader<PlanCheck>(context, {
    role: "plan-checker",
    purpose,
    prompt: (findings) => checkPlansPrompt(label, [...wanted, ...shown, ...known], findings),
    accept: (files) => {
      const found = findResult(files, "plan-check.json");
      if (found.type === "problems") return judge<PlanCheck>(found.problems, { issues: [], problems: [] });
      const check = readPlanCheck(found.file.text, found.file.path, tasks);
      return judge(check.problems, check);
    },
  });
}
