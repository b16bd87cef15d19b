import { type PlanId, uatEdits, type UatGap, uatStanding } from "@dgs/core";
import { isRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import { diagnose } from "../steps/diagnose.js";
import { findPlannedPhase, stepFailure } from "../steps/find-phase.js";
import { listPlans } from "../steps/list-plans.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import type { UatTarget } from "./context.js";
import { readNow } from "./record-answer.js";

/** Has the gaps of a UAT file diagnosed and a plan made that closes them; the caller holds the lock of the milestone. */
export async function diagnoseIssues(context: StepContext, { found, path }: UatTarget): Promise<PlanId | WorkFailure> {
  const now = findPlannedPhase(context, found.phase.number);
  if (isFailure(now)) return now;
  const waiting = now.phase.plans.filter((plan) => !plan.done && !plan.superseded);
  if (waiting.length > 0) return failed("failed", `phase ${now.label} has plans that are not done: ${waiting.map(({ id }) => id).join(", ")}; carry them out first`);
  const before = readNow(context, path);
  if (isRefusal(before)) return stepFailure(before);
  const { gaps } = uatStanding(before.uat);
  if (gaps.length === 0) return failed("failed", `${path} has no gap that is open`);
  const plan = await diagnose(context, now, [], gaps.map(describeGap));
  if (isFailure(plan)) return plan;
  const listed = await listPlans(context, now.phase.number);
  if (listed !== undefined) return listed;
  // What somebody answered meanwhile is in the file; only that a plan is there is added.
  const after = readNow(context, path);
  if (isRefusal(after)) return stepFailure(after);
  return (await writeFiles(context, [{ type: "edit", path, before: after.text, edits: uatEdits(after.text, { status: "diagnosed", updated: context.ports.clock.now() }) }])) ?? plan;
}

function describeGap({ truth, reason, severity, test }: UatGap): string {
  return `${truth}${reason === undefined ? "" : `: ${reason}`}${severity === undefined ? "" : ` (${severity}${test === undefined ? "" : `, test ${String(test)}`})`}`;
}
