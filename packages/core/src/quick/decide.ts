import { abandonmentSteps, completionSteps } from "./create.js";
import { decideStage } from "./decide-stage.js";
import { abandonRefusal, completeRefusal } from "./kind.js";
import { settledStatus } from "./next.js";
import { hasSection, sectionOf, spanOf } from "./section.js";
import type { Quick, QuickEvent, QuickObservation } from "./types.js";

/** What to record about what was seen. An observation that does not fit the state records nothing. */
export function decideForQuick(quick: Quick, seen: QuickObservation): readonly QuickEvent[] {
  switch (seen.type) {
    case "run-opened":
      return reopened(quick, seen.at);
    case "complete-asked":
      if (completeRefusal(quick) !== undefined) return [];
      if (sectionOf(quick) === "completion") return reopened(quick, seen.at);
      return [{ type: "completion-started", insert: hasSection(quick.steps, "completion") ? [] : completionSteps(quick.steps) }];
    case "abandon-asked":
      if (abandonRefusal(quick) !== undefined) return [];
      if (sectionOf(quick) === "abandonment") return reopened(quick, seen.at);
      return [{ type: "abandonment-started", insert: hasSection(quick.steps, "abandonment") ? [] : abandonmentSteps(quick) }];
    case "step-opened":
      return isSound(quick) && runs(quick) && isOpen(quick, seen.step) ? [{ type: "step-started", at: seen.at, step: seen.step }] : [];
    case "step-ended":
      return runs(quick) && isOpen(quick, seen.step) && quick.steps[seen.step]?.status === "in-progress" ? [decideStage(quick, seen.at, seen.step, seen.outcome)] : [];
    case "steps-used-up":
      return isSound(quick) && runs(quick) && openSteps(quick).length === 0 ? [{ type: "quick-settled", at: seen.at, status: settledStatus(quick) }] : [];
  }
}

/** Nothing is begun by a file that cannot be read without doubt; the end of what runs already is still written down. */
function isSound({ problems }: Quick): boolean {
  return !problems.some((problem) => problem.severity === "error");
}

function runs({ status }: Quick): boolean {
  return status === "in-progress" || status === "completing" || status === "abandoning";
}

/** Also a step that a person marked by hand meanwhile: what `next` asks for must be able to start. */
function isOpen(quick: Quick, step: number): boolean {
  return openSteps(quick).includes(step);
}

function openSteps(quick: Quick): readonly number[] {
  const { start, end } = spanOf(quick.steps, sectionOf(quick));
  return quick.steps.flatMap((step, at) => (at >= start && at < end && step.status !== "completed" ? [at] : []));
}

/** `[>]` found at the start is a step that was cut off, `[!]` one that failed: both run again. */
function reopened(quick: Quick, at: string): readonly QuickEvent[] {
  if (!isSound(quick)) return [];
  const marked = openSteps(quick).some((step) => quick.steps[step]?.status !== "pending");
  return quick.status === "pending" || quick.status === "failed" || (runs(quick) && marked) ? [{ type: "quick-reopened", at }] : [];
}
