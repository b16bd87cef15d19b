import { readFrontMatter } from "../markdown/front-matter.js";
import { pathProblem, quote } from "../planning/problems.js";
import { requirementsIn } from "../planning/requirement-ids.js";
import type { Problem } from "../problem.js";
import { positionAt } from "../text/lines.js";
import type { PlanFacts, PlannedPlan, PlansToCheck } from "./types.js";

/** Tells which requirements of the phase no plan meets, and which a plan claims that are not the phase's. (formats.md 7.3) */
export function checkRequirements({ phase, plans }: PlansToCheck, { requirements, closesGaps }: PlanFacts): readonly Problem[] {
  const known = new Set(requirements.map((id) => id.toUpperCase()));
  const claimed = new Set(plans.flatMap((each) => claimsOf(each)).map((id) => id.toUpperCase()));
  const unknown = plans.flatMap((each) => claimsOf(each).filter((id) => !known.has(id.toUpperCase())).map((id) => unknownClaim(each, id, requirements)));
  const left = closesGaps || plans.length === 0 ? [] : requirements.filter((id) => !claimed.has(id.toUpperCase()));
  return [...unknown, ...left.map((id) => pathProblem(`${phase}-01-PLAN.md`, "plan-requirement-uncovered", `No plan names the requirement ${id} of the phase.`, "Plan what meets it, and name its id in `requirements` of that plan."))];
}

function claimsOf({ plan }: PlannedPlan): readonly string[] {
  return [...new Set(plan.requirements.flatMap((text) => (requirementsIn(text).length === 0 ? [text] : requirementsIn(text))))];
}

function unknownClaim({ plan, text }: PlannedPlan, id: string, requirements: readonly string[]): Problem {
  const entry = readFrontMatter(text).entries.get("requirements");
  const problem = pathProblem(plan.path, "plan-requirement-unknown", `The plan claims the requirement ${quote(id)}, which is none of the phase.`, requirements.length === 0 ? "Take it out: the roadmap names no requirement for the phase." : `Those of the phase are ${requirements.join(", ")}.`);
  return entry === undefined ? problem : { ...problem, at: positionAt(text, entry.keyRange.start) };
}
