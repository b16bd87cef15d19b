import { formatPhaseNumber, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import { comparePlanIds, parsePlanId, phaseOfPlan, type PlanId } from "../ids/plan-id.js";
import { type PlanInPhase, resolveDependencies } from "../planning/dependencies.js";
import type { Plan } from "../planning/plan-types.js";
import { readPlan } from "../planning/plan.js";
import { pathProblem } from "../planning/problems.js";
import { readValidation } from "../planning/validation.js";
import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";

/** More plans than this are not a plan of a phase. */
const MOST_PLANS = 30;

/** What a planner leaves: the plans of a phase, and how it is tested. */
export interface PlanSet {
  readonly plans: readonly { readonly id: PlanId; readonly text: string; readonly plan: Plan }[];
  readonly validation: OutboxFile | undefined;
  /** What each plan comes after, among the plans of the phase. */
  readonly within: ReadonlyMap<PlanId, readonly PlanId[]>;
  readonly problems: readonly Problem[];
}

/**
 * Reads what a planner left: names, format, dependencies, paths, and that every task can be verified.
 * @param earlier Plans that the phase has already: new ones may depend on them.
 */
export function readPlanSet(files: readonly OutboxFile[], phase: PhaseNumber, earlier: readonly PlanInPhase[] = []): PlanSet {
  const first = `${phase}-01-PLAN.md`;
  const planFiles = files.filter((file) => file.path.endsWith("-PLAN.md"));
  const problems: Problem[] = [];
  if (planFiles.length === 0) problems.push(pathProblem(first, "result-missing", "The outbox has no plan.", `Write ${first} and so on into it.`));
  if (planFiles.length > MOST_PLANS) problems.push(pathProblem(first, "result-too-long", `${String(planFiles.length)} plans are too many for one phase.`, `Write at most ${String(MOST_PLANS)}.`));
  const plans: { readonly id: PlanId; readonly text: string; readonly plan: Plan }[] = [];
  for (const file of planFiles.slice(0, MOST_PLANS)) {
    const id = parsePlanId(file.path.replace(/-PLAN\.md$/, ""));
    if (id === undefined || file.path.includes("/") || !samePhase(phaseOfPlan(id), phase)) {
      problems.push(pathProblem(file.path, "result-id-unread", `${file.path} is not the name of a plan of phase ${formatPhaseNumber(phase)}.`, `Use ${first} and so on.`));
    } else if (plans.some((plan) => plan.id === id)) {
      problems.push(pathProblem(file.path, "result-id-repeated", `There are two files for plan ${id}.`, "Leave one of them."));
    } else plans.push({ id, text: file.text, plan: readPlan(file.text, file.path) });
  }
  const known = earlier.filter(({ id }) => !plans.some((plan) => plan.id === id));
  const dependencies = resolveDependencies([...known, ...plans.map(({ id, plan }) => ({ ...plan, id }))], { phase, isDone: () => true });
  const validation = files.find((file) => file.path.endsWith("VALIDATION.md"));
  const own = plans.flatMap(({ plan }) => [...plan.problems.map(asPlanned), ...taskProblems(plan)]);
  const ownPaths = new Set(plans.map(({ plan }) => plan.path));
  const order = dependencies.problems.filter(({ path }) => ownPaths.has(path)).map(asPlanned);
  return { plans, validation, within: dependencies.within, problems: [...problems, ...own, ...order, ...(validation === undefined ? [] : readValidation(validation.text, validation.path).problems.map(asPlanned))] };
}

/** More plans than this close no gaps: they build something. */
const MOST_GAP_PLANS = 9;

/** The plans that a planner left to close gaps with. */
export type GapPlans = Omit<PlanSet, "validation">;

/**
 * Reads the plans that close the gaps of a phase. (Seed 000, "How It Works", stage 5)
 * @param first The id of the first plan that is not there yet: an older one is never replaced.
 * @param earlier The plans that the phase has already: those that close its gaps may depend on them.
 */
export function readGapPlans(files: readonly OutboxFile[], phase: PhaseNumber, first: PlanId, earlier: readonly PlanInPhase[] = []): GapPlans {
  const { plans, within, problems } = readPlanSet(files.filter((file) => file.path.endsWith("-PLAN.md")), phase, earlier);
  const own = plans.flatMap(({ id, plan }) => [
    ...(comparePlanIds(id, first) < 0 ? [pathProblem(plan.path, "result-id-unread", `The plan ${id} is there already.`, `Use ${first}-PLAN.md and so on.`)] : []),
    ...(plan.gapClosure ? [] : [pathProblem(plan.path, "result-shape", "Its front matter does not say `gap_closure: true`.", "Add the line.")]),
  ]);
  const tooMany = plans.length > MOST_GAP_PLANS ? [pathProblem(`${first}-PLAN.md`, "result-too-long", `${String(plans.length)} plans are too many to close gaps.`, `Write at most ${String(MOST_GAP_PLANS)}.`)] : [];
  return { plans, within, problems: [...problems, ...own, ...tooMany] };
}

/** What is mended without asking anybody, and what is no fault of the plan. */
const NO_FAULT: ReadonlySet<string> = new Set(["plan-wave-unread", "wave-moved", "dependency-not-done"]);

/** What a person may have reasons for, nobody who plans anew has: plans that are taken are read back without a remark. */
function asPlanned(problem: Problem): Problem {
  return NO_FAULT.has(problem.code) ? problem : { ...problem, severity: "error" };
}

function taskProblems(plan: Plan): Problem[] {
  const { path } = plan;
  if (plan.tasks.length === 0) return [pathProblem(path, "result-incomplete", "The plan has no <task>.", "Divide the work into tasks.")];
  return plan.tasks
    .filter((task) => task.checkpoint === undefined && task.automated.length === 0)
    .map((task) => ({ ...pathProblem(path, "result-incomplete", `Task ${String(task.number)} has no <verify><automated>command</automated></verify>.`, "Write a command that fails while the task is not done, and ends by itself."), at: task.at }));
}
