import type { Problem } from "../problem.js";
import { checkCommands } from "./check-commands.js";
import { checkFiles } from "./check-files.js";
import { checkForm } from "./check-form.js";
import { checkRequirements } from "./check-requirements.js";
import { checkValidation } from "./check-validation.js";
import type { PlanFacts, PlansToCheck } from "./types.js";

/**
 * Holds plans against what code can know of them, before an agent looks at them and before anybody carries them out. (formats.md 7.3)
 *
 * Every problem is an error: who plans anew can mend all of them.
 */
export function checkPlans(plans: PlansToCheck, facts: PlanFacts): readonly Problem[] {
  return [
    ...plans.plans.flatMap((plan) => [...checkForm(plan), ...checkCommands(plan, plans, facts), ...checkFiles(plan, plans, facts)]),
    ...checkRequirements(plans, facts),
    ...checkValidation(plans, facts),
  ];
}
