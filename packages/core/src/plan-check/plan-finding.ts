import type { PlanId } from "../ids/plan-id.js";
import { type Problem, placeOf } from "../problem.js";
import type { PlanIssue } from "../results/plan-check.js";

/** One thing that is wrong with plans, found by code or by a plan checker. */
export interface PlanFinding {
  /** `code`: never passes. `checker`: an agent's word, which a person may overrule. */
  readonly by: "code" | "checker";
  readonly severity: "blocker" | "warning";
  /** The code of a problem, or what a plan checker calls it: `wiring`. */
  readonly kind: string;
  /** `02-01-PLAN.md:7:3`, or `02-01 task 2`; absent where it concerns no plan of its own. */
  readonly where?: string;
  readonly text: string;
  /** What mends it. */
  readonly fix?: string;
}

/** What one run of a planner came to. */
export interface PlanRound {
  /** From 1. */
  readonly number: number;
  /** The ids of its plans. */
  readonly plans: readonly PlanId[];
  readonly findings: readonly PlanFinding[];
}

/** Returns what code found as a finding. */
export function findingOfProblem(problem: Problem): PlanFinding {
  const text = problem.message.charAt(0).toUpperCase() + problem.message.slice(1);
  return { by: "code", severity: "blocker", kind: problem.code, ...(problem.path === "" ? {} : { where: placeOf(problem) }), text: /[.!?…]$/.test(text) ? text : `${text}.`, fix: problem.remedy };
}

/** Returns what a plan checker found as a finding. */
export function findingOfIssue({ plan, task, severity, kind, text, fix }: PlanIssue): PlanFinding {
  const where = plan === undefined ? undefined : `${plan}${task === undefined ? "" : ` task ${String(task)}`}`;
  return { by: "checker", severity, kind, ...(where === undefined ? {} : { where }), text, ...(fix === undefined ? {} : { fix }) };
}

/** Returns a finding in one line, as a planner and a person are told it. */
export function formatPlanFinding({ where, text, fix }: PlanFinding): string {
  return `${where === undefined ? "" : `${where}: `}${text}${fix === undefined ? "" : ` ${/[.!?]$/.test(text) ? fix : `(${fix})`}`}`;
}

/** Returns the findings that keep plans from being taken. */
export function blockersOf({ findings }: Pick<PlanRound, "findings">): readonly PlanFinding[] {
  return findings.filter(({ severity }) => severity === "blocker");
}

/**
 * Whether there is less of anything that kept plans from being taken in the round before. Where nothing of it got less, another round is not worth its cost. What code and a plan checker find is not
 * compared: a plan checker is not asked about plans that code refuses.
 */
export function comparePlanRounds(before: Pick<PlanRound, "findings">, now: Pick<PlanRound, "findings">): "less" | "no-less" {
  const [earlier, later] = [countKinds(before), countKinds(now)];
  return [...earlier].some(([kind, count]) => (later.get(kind) ?? 0) < count) ? "less" : "no-less";
}

function countKinds(round: Pick<PlanRound, "findings">): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { by, kind } of blockersOf(round)) counts.set(`${by} ${kind}`, (counts.get(`${by} ${kind}`) ?? 0) + 1);
  return counts;
}
