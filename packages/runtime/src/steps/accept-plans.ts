import { formatPhaseNumber, type OutboxFile, parsePlanId, type PhaseNumber, type PlanId, phaseOfPlan, readPlan, resolveDependencies, samePhase } from "@dgs/core";
import { type Findings, formatFinding } from "../work/findings.js";

/** More plans than this are not a plan of a phase. */
const MOST_PLANS = 30;

/** The plans an agent left, checked. */
export interface AcceptedPlans {
  readonly plans: readonly { readonly id: PlanId; readonly text: string }[];
  readonly validation: OutboxFile | undefined;
}

/** Checks what a planner left: format, ids, dependencies, and that every task can be verified. */
export function acceptPlans(files: readonly OutboxFile[], phase: PhaseNumber): AcceptedPlans | Findings {
  const planFiles = files.filter((file) => file.path.endsWith("-PLAN.md"));
  const findings: string[] = [];
  if (planFiles.length === 0) findings.push(`the outbox has no plan: write ${phase}-01-PLAN.md`);
  if (planFiles.length > MOST_PLANS) findings.push(`${String(planFiles.length)} plans are too many for one phase: at most ${String(MOST_PLANS)}`);
  const plans = planFiles.slice(0, MOST_PLANS).flatMap((file) => {
    const id = parsePlanId(file.path.replace(/-PLAN\.md$/, ""));
    if (id === undefined || file.path.includes("/") || !samePhase(phaseOfPlan(id), phase)) {
      findings.push(`${file.path} is not the name of a plan of phase ${formatPhaseNumber(phase)}: use ${phase}-01-PLAN.md and so on`);
      return [];
    }
    return [{ id, text: file.text, plan: readPlan(file.text, file.path) }];
  });
  const dependencies = resolveDependencies(plans.map(({ id, plan }) => ({ ...plan, id })), { phase, isDone: () => true });
  findings.push(...[...plans.flatMap(({ plan }) => plan.problems), ...dependencies.problems].filter((problem) => problem.severity === "error").map(formatFinding));
  for (const { plan } of plans) findings.push(...taskFindings(plan));
  if (findings.length > 0) return { type: "findings", findings };
  return { plans, validation: files.find((file) => file.path.endsWith("VALIDATION.md")) };
}

function taskFindings(plan: ReturnType<typeof readPlan>): string[] {
  if (plan.tasks.length === 0) return [`${plan.path}: the plan has no <task>`];
  return plan.tasks
    .filter((task) => task.checkpoint === undefined && task.automated.length === 0)
    .map((task) => `${plan.path}:${String(task.at.line)}: task ${String(task.number)} has no <verify><automated>command</automated></verify>`);
}
