import { type Audit, type AuditEffect, type AuditStageOutcome, closeGapsPrompt, type GapPlans, gapsOfAudit, readGapPlans } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import { findPlannedPhase } from "../steps/find-phase.js";
import { isFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";
import { type AuditContext, auditLabel, auditOutcomeOf } from "./context.js";
import { failureOfGap } from "./failure-of-gap.js";
import { draftPath, firstFreePlan } from "./fix-plans.js";
import { planInputs } from "./verify-structure.js";

/** Has a planner write the plans that close the gaps. They lie beside the plans of the phase as drafts until the checker has taken them. */
export async function planFixes(context: AuditContext, { cause }: Extract<AuditEffect, { readonly type: "perform-stage" }>, audit: Audit): Promise<AuditStageOutcome> {
  const found = findPlannedPhase(context, context.found.phase.number);
  if (isFailure(found)) return auditOutcomeOf(found);
  const first = firstFreePlan(found);
  const gaps = gapsOfAudit(audit);
  const failures = gaps.flatMap((gap) => failureOfGap(context, audit, gap) ?? []);
  const round = audit.steps.filter((step) => step.stage === "plan fixes" && step.status === "completed").length + 1;
  const issues = cause === undefined ? [] : [{ title: "What the plan checker found in the plans of the last try", text: cause }];
  const answer = await askReader<GapPlans>(context, {
    role: "planner",
    purpose: `plan-fixes ${auditLabel(context)} ${String(round)}`,
    prompt: (findings) => closeGapsPrompt({ first, phase: found.label }, gaps.map(({ gap = "G-00", truth, why, rootCause }) => ({ id: gap, truth, why, ...(rootCause === "unknown" ? {} : { rootCause }) })), failures, [...issues, ...planInputs(context)], findings),
    accept: (files) => {
      const read = readGapPlans(files, found.phase.number, first);
      return judge(read.problems, read);
    },
  });
  if (isFailure(answer)) return auditOutcomeOf(answer);
  const refused = await writeFiles(context, answer.plans.flatMap(({ id, text }) => putFile(context, draftPath(found, id), text)));
  return refused === undefined ? { type: "planned", plans: answer.plans.map(({ id }) => id) } : auditOutcomeOf(refused);
}
