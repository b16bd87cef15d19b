import { FIX_ROUNDS, type GapToClose, type PlanId, uatEdits, type UatGap, uatStanding } from "@dgs/core";
import { askDebugger } from "../audit/ask-debugger.js";
import { checkFixPlans } from "../audit/check-fix-plans.js";
import { writeFixPlans } from "../audit/write-fix-plans.js";
import { isRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import { findPlannedPhase, type PhaseInFolder, stepFailure } from "../steps/find-phase.js";
import { listPlans } from "../steps/list-plans.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import type { UatTarget } from "./context.js";
import { readNow } from "./record-answer.js";

/** Has the gaps of a UAT file diagnosed and a plan made that closes them; the caller holds the lock of the milestone. */
export async function diagnoseIssues(context: StepContext, { found, path }: UatTarget): Promise<readonly PlanId[] | WorkFailure> {
  const now = findPlannedPhase(context, found.phase.number);
  if (isFailure(now)) return now;
  const waiting = now.phase.plans.filter((plan) => !plan.done && !plan.superseded);
  if (waiting.length > 0) return failed("failed", `phase ${now.label} has plans that are not done: ${waiting.map(({ id }) => id).join(", ")}; carry them out first`);
  const before = readNow(context, path);
  if (isRefusal(before)) return stepFailure(before);
  const { gaps } = uatStanding(before.uat);
  if (gaps.length === 0) return failed("failed", `${path} has no gap that is open`);
  const plans = await planClosing(context, now, gaps);
  if (isFailure(plans)) return plans;
  const listed = await listPlans(context, now.phase.number);
  if (listed !== undefined) return listed;
  // What somebody answered meanwhile is in the file; only that a plan is there is added.
  const after = readNow(context, path);
  if (isRefusal(after)) return stepFailure(after);
  return (await writeFiles(context, [{ type: "edit", path, before: after.text, edits: uatEdits(after.text, { status: "diagnosed", updated: context.ports.clock.now() }) }])) ?? plans;
}

/** Causes first, then plans, then a checker, three times at most: as an audit does it. (Seed 000, "How It Works", stage 5) */
async function planClosing(context: StepContext, found: PhaseInFolder, gaps: readonly UatGap[]): Promise<readonly PlanId[] | WorkFailure> {
  const open = gaps.map((gap, index) => ({ id: gap.id ?? `G-${String(index + 1).padStart(2, "0")}`, truth: gap.truth, reason: reasonOf(gap) }));
  const diagnosis = await askDebugger(context, { found, gaps: open, failures: [], purpose: `diagnose ${found.label} uat` });
  if (isFailure(diagnosis)) return diagnosis;
  const toClose = open.map(({ id, truth, reason }): GapToClose => ({ id, truth, why: reason, rootCause: diagnosis.causes.find((cause) => cause.id === id)?.rootCause }));
  let issues: string | undefined;
  for (let round = 1; round <= FIX_ROUNDS; round++) {
    const plans = await writeFixPlans(context, { found, gaps: toClose, failures: [], purpose: `plan-fixes ${found.label} uat ${String(round)}` }, issues);
    if (isFailure(plans)) return plans;
    const checked = await checkFixPlans(context, { found, gaps: toClose, purpose: `check-fixes ${found.label} uat ${String(round)}` }, plans);
    if (isFailure(checked)) return checked;
    if (checked.issues.length === 0) return plans;
    issues = checked.issues.join("; ");
  }
  return failed("failed", `the plan checker refused the plans ${String(FIX_ROUNDS)} times: ${issues ?? ""}`);
}

function reasonOf({ reason, severity, test }: UatGap): string | undefined {
  const where = severity === undefined ? undefined : `${severity}${test === undefined ? "" : `, test ${String(test)}`}`;
  const parts = [reason, where].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join("; ");
}
