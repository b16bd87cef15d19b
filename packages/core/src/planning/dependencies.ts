import { parsePhaseNumber, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import { comparePlanIds, parsePlanId, phaseOfPlan, planId, type PlanId } from "../ids/plan-id.js";
import type { Problem } from "../problem.js";
import { findCycles } from "./dependency-cycle.js";
import type { PlanBrief, PlanReference } from "./plan-brief.js";
import type { PlanningProblemCode } from "./problem-codes.js";
import { pathProblem, quote } from "./problems.js";

/** A plan among the others of its phase. */
export interface PlanInPhase extends Pick<PlanBrief, "path" | "dependsOn" | "superseded"> {
  readonly id: PlanId;
}

/** What resolving has to be told besides the plans of the phase. */
export interface DependencyContext {
  readonly phase: PhaseNumber;
  /** Whether a plan of another phase is done. */
  readonly isDone: (id: PlanId) => boolean;
}

/** What the plans of a phase wait for. */
export interface Dependencies {
  /** The plans of the same phase that each plan waits for, in plan order; every plan has an entry. */
  readonly within: ReadonlyMap<PlanId, readonly PlanId[]>;
  /** The plans of other phases that a plan waits for and that are not done; only plans that have some. */
  readonly waiting: ReadonlyMap<PlanId, readonly PlanId[]>;
  readonly problems: readonly Problem[];
}

/** What one entry of `depends_on` means. */
export type DependencyTarget =
  | { readonly type: "none" }
  | { readonly type: "plan"; readonly id: PlanId }
  | { readonly type: "phase"; readonly phase: PhaseNumber }
  | { readonly type: "unread" };

/**
 * Reads one entry of `depends_on` in any of the spellings in use: `05-01`, `05-01-limiter`, `5-1`, `01`, `1`, `Plan 01`,
 * `plan-01`, `05-01-PLAN.md`, a path to it, `none`, `Phase 4`. (formats.md 8.2)
 */
export function parseDependency(text: string, phase: PhaseNumber): DependencyTarget {
  if (text.length > 200) return { type: "unread" };
  const bare = text.replace(/["'`]|\s+\(.*\)$|^@/g, "").trim();
  if (/^(?:none|null|~|[-–—]?|nothing|n\/a)$/i.test(bare)) return { type: "none" };
  const plain = bare.replace(/^.*\//, "").replace(/(?:[-_]?(?:PLAN|SUMMARY))?(?:\.md)?$/i, "");
  const whole = /^phase[\s_-]+(\S+)$/i.exec(plain)?.[1];
  if (whole !== undefined) {
    const other = parsePhaseNumber(whole);
    return other === undefined ? { type: "unread" } : { type: "phase", phase: other };
  }
  const spelled = plain.replace(/^plan[\s_-]+/i, "");
  const own = spelled.toUpperCase().startsWith(`${phase.toUpperCase()}-`) ? spelled.slice(phase.length + 1) : spelled;
  const number = /^(\d{1,4}[A-Za-z]?)(?:-.*)?$/.exec(own);
  // Behind the phase a slug may follow the number; alone `1-1` is phase and number.
  if (number?.[1] !== undefined && (own !== spelled || number[0] === number[1])) return { type: "plan", id: planId(phase, number[1]) };
  const id = parsePlanId(spelled) ?? customPlanId(spelled);
  return id === undefined ? { type: "unread" } : { type: "plan", id };
}

function customPlanId(text: string): PlanId | undefined {
  const match = /^([A-Za-z]\S*)-(\d{1,3}[A-Za-z]?)$/.exec(text);
  const phase = match?.[1] === undefined ? undefined : parsePhaseNumber(match[1], "custom");
  return phase === undefined || match?.[2] === undefined ? undefined : planId(phase, match[2]);
}

/**
 * Resolves what the plans of a phase say that they depend on.
 *
 * A dependency that does not resolve, a plan that waits for itself and plans that wait for each other in a circle are
 * errors: other tools drop such a dependency, and the plan then runs beside the one it needs.
 */
export function resolveDependencies(plans: readonly PlanInPhase[], context: DependencyContext): Dependencies {
  const resolving: Resolving = { plans: new Map(), context, waiting: new Map(), problems: [] };
  for (const plan of plans) {
    const twin = resolving.plans.get(plan.id.toUpperCase());
    if (twin === undefined) resolving.plans.set(plan.id.toUpperCase(), plan);
    else resolving.problems.push(pathProblem(plan.path, "duplicate-plan-id", `Plan ${plan.id} is also in ${twin.path}.`, "Give one of the two another number."));
  }
  const within = new Map([...resolving.plans.values()].map((plan) => [plan.id, resolvePlan(plan, resolving)]));
  const cycles = findCycles(within).map((cycle) => cycleProblem(cycle, resolving));
  return { within, waiting: resolving.waiting, problems: [...resolving.problems, ...cycles] };
}

interface Resolving {
  /** By id in capital letters. */
  readonly plans: Map<string, PlanInPhase>;
  readonly context: DependencyContext;
  readonly waiting: Map<PlanId, PlanId[]>;
  readonly problems: Problem[];
}

function resolvePlan(plan: PlanInPhase, resolving: Resolving): readonly PlanId[] {
  const found = new Set<PlanId>();
  for (const reference of plan.dependsOn) {
    const id = resolveReference(plan, reference, resolving);
    if (id !== undefined) found.add(id);
  }
  return [...found].sort(comparePlanIds);
}

function resolveReference(plan: PlanInPhase, reference: PlanReference, { plans, context, waiting, problems }: Resolving): PlanId | undefined {
  const report = (code: PlanningProblemCode, message: string, remedy: string): void => {
    problems.push({ ...pathProblem(plan.path, code, message, remedy), at: reference.at });
  };
  const target = parseDependency(reference.text, context.phase);
  if (target.type === "none") return undefined;
  if (target.type === "phase") {
    report("dependency-on-phase", `Plan ${plan.id} depends on all of phase ${target.phase}, which is not checked here.`, "Name the plan that it needs.");
    return undefined;
  }
  if (target.type === "unread") {
    report("dependency-unknown", `Plan ${plan.id} depends on ${quote(reference.text)}, which names no plan.`, `Write the id of a plan: ${[...plans.values()].map(({ id }) => id).join(", ")}.`);
    return undefined;
  }
  if (!samePhase(phaseOfPlan(target.id), context.phase)) {
    if (context.isDone(target.id)) return undefined;
    waiting.set(plan.id, [...new Set([...(waiting.get(plan.id) ?? []), target.id])]);
    report("dependency-not-done", `Plan ${plan.id} waits for plan ${target.id} of another phase, which is not done.`, `Execute phase ${phaseOfPlan(target.id)} first.`);
    return undefined;
  }
  const other = plans.get(target.id.toUpperCase());
  if (other === undefined) report("dependency-unknown", `Plan ${plan.id} depends on ${quote(reference.text)}, and phase ${context.phase} has no plan ${target.id}.`, "Correct the id, or take it out.");
  else if (other.id === plan.id) report("dependency-on-itself", `Plan ${plan.id} depends on itself.`, "Take the entry out.");
  else if (other.superseded) report("dependency-superseded", `Plan ${plan.id} depends on plan ${other.id}, which was given up.`, "Name the plan that replaced it, or take the entry out.");
  else return other.id;
  return undefined;
}

function cycleProblem(cycle: readonly PlanId[], { plans, context }: Resolving): Problem {
  const [first, second] = cycle;
  const plan = plans.get(first?.toUpperCase() ?? "");
  const problem = pathProblem(plan?.path ?? "", "dependency-cycle", `The plans wait for each other: ${[...cycle, first].join(" → ")}.`, "Take out one of these dependencies.");
  const reference = plan?.dependsOn.find(({ text }) => {
    const target = parseDependency(text, context.phase);
    return target.type === "plan" && target.id.toUpperCase() === second?.toUpperCase();
  });
  return reference === undefined ? problem : { ...problem, at: reference.at };
}
