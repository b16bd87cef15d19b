import { commandOf } from "./standing.js";
import type { Audit, AuditEffect, AuditStep } from "./types.js";

/** What an audit asks for now, besides what is under way. `[]` while nothing is under way means that it is settled. */
export function nextForAudit(audit: Audit): readonly AuditEffect[] {
  if (audit.problems.some((problem) => problem.severity === "error") || audit.status !== "in-progress") return [];
  const effects = startableAuditSteps(audit).flatMap((index) => effectAt(audit, index));
  if (effects.length > 0 || audit.steps.some((step) => step.status === "in-progress")) return effects;
  return [{ type: "settle-audit", status: settledStatusOfAudit(audit) }];
}

/** What an audit becomes when nothing can start and nothing is under way. */
export function settledStatusOfAudit({ steps }: Pick<Audit, "steps">): "completed" | "failed" {
  return steps.every((step) => step.status === "completed") ? "completed" : "failed";
}

/**
 * The steps that may start now, by their indexes: the first that is not done, and only when nothing is under way; of gaps as many as there are agents.
 * Gaps stand where they were found, and wait for the merge.
 */
export function startableAuditSteps({ status, steps, agents }: Pick<Audit, "status" | "steps" | "agents">): readonly number[] {
  if (status !== "in-progress" || steps.some((step) => step.status === "failed")) return [];
  const merged = steps.some((step) => step.stage === "merge" && step.status === "completed");
  if (!merged) return firstOf(steps, (step) => step.stage !== "diagnose");
  const gaps = steps.flatMap((step, index) => (step.stage === "diagnose" && step.status !== "completed" ? [index] : []));
  if (gaps.length === 0) return firstOf(steps, () => true);
  const busy = gaps.filter((index) => steps[index]?.status === "in-progress").length;
  return gaps.filter((index) => steps[index]?.status === "pending").slice(0, Math.max(0, agents - busy));
}

function firstOf(steps: readonly AuditStep[], isMeant: (step: AuditStep) => boolean): readonly number[] {
  const first = steps.findIndex((step) => isMeant(step) && step.status !== "completed");
  return first >= 0 && steps[first]?.status === "pending" ? [first] : [];
}

function effectAt(audit: Audit, index: number): AuditEffect[] {
  const step = audit.steps[index];
  if (step === undefined) return [];
  const { stage, test = 0, gap = "G-00", cause } = step;
  const resumed = step.cutOff !== undefined;
  switch (stage) {
    case "test":
    case "test again":
    case "test on base":
      return [{ type: "run-test", stage, test, command: commandOf(audit, test), resumed }];
    case "diagnose":
      return [{ type: "diagnose-gap", stage, gap, resumed }];
    case "look":
    case "verify structure":
    case "merge":
    case "plan fixes":
    case "check fixes":
    case "record":
      return [{ type: "perform-stage", stage, resumed, ...(cause === undefined ? {} : { cause }) }];
  }
}
