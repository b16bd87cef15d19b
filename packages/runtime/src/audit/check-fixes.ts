import { type Audit, type AuditStageOutcome, checkPlansPrompt, type FileChange, findResult, gapsOfAudit, type OutboxFile, type PlanCheck, type PlanId, type PlanningPath, readPlan, readPlanCheck } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import { findPlannedPhase, type PhaseInFolder } from "../steps/find-phase.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { type Findings, judge } from "../work/findings.js";
import { writeFiles } from "../work/write-files.js";
import { type AuditContext, auditLabel, auditOutcomeOf } from "./context.js";
import { draftPath, fixPlanPath } from "./fix-plans.js";
import { planInputs } from "./verify-structure.js";

interface Draft {
  readonly id: PlanId;
  readonly path: PlanningPath;
  readonly text: string;
}

/** Has a plan checker hold the drafts against the gaps; drafts that it takes become plans. */
export async function checkFixes(context: AuditContext, audit: Audit): Promise<AuditStageOutcome> {
  const found = findPlannedPhase(context, context.found.phase.number);
  if (isFailure(found)) return auditOutcomeOf(found);
  const ids = audit.steps.findLast((step) => step.stage === "plan fixes" && step.status === "completed")?.plans ?? [];
  const drafts = readDrafts(context, found, ids);
  if (isFailure(drafts)) return auditOutcomeOf(drafts);
  // Where one is a plan already, a run was cut off while it moved them: the checker has taken all.
  if (drafts.length < ids.length) return makePlans(context, found, drafts);
  const rounds = audit.steps.filter((step) => step.stage === "check fixes" && step.status === "completed").length + 1;
  const check = await askReader<PlanCheck>(context, {
    role: "plan-checker",
    purpose: `check-fixes ${auditLabel(context)} ${String(rounds)}`,
    prompt: (findings) => checkPlansPrompt(found.label, [gapInput(audit), ...drafts.map(({ id, text }) => ({ title: `Plan ${id}, to be checked`, text })), ...planInputs(context)], findings),
    accept: (files) => acceptCheck(files, drafts),
  });
  if (isFailure(check)) return auditOutcomeOf(check);
  const blockers = check.issues.filter((issue) => issue.severity === "blocker").map(({ plan, text, fix }) => `${plan ?? "the plans"}: ${text}${fix === undefined ? "" : ` (${fix})`}`);
  if (blockers.length > 0) return { type: "plans-refused", issues: blockers };
  return makePlans(context, found, drafts);
}

async function makePlans(context: AuditContext, found: PhaseInFolder, drafts: readonly Draft[]): Promise<AuditStageOutcome> {
  const refused = await writeFiles(context, drafts.map(({ id, path }): FileChange => ({ type: "move", from: path, to: fixPlanPath(found, id) })));
  return refused === undefined ? { type: "plans-accepted" } : auditOutcomeOf(refused);
}

function readDrafts(context: AuditContext, found: PhaseInFolder, ids: readonly PlanId[]): readonly Draft[] | WorkFailure {
  const drafts: Draft[] = [];
  for (const id of ids) {
    const path = draftPath(found, id);
    const text = context.ports.files.read(path);
    if (typeof text === "string") drafts.push({ id, path, text });
    else if (typeof context.ports.files.read(fixPlanPath(found, id)) !== "string") return failed("internal", `the draft ${path} of plan ${id} is gone: run the audit again`);
  }
  return drafts;
}

function gapInput(audit: Audit): { readonly title: string; readonly text: string } {
  return { title: "The gaps that the plans have to close", text: gapsOfAudit(audit).map(({ gap = "", truth, why, rootCause }) => `${gap}: ${truth}\n  found: ${why ?? ""}\n  cause: ${rootCause ?? "unknown"}`).join("\n") };
}

function acceptCheck(files: readonly OutboxFile[], drafts: readonly Draft[]): PlanCheck | Findings {
  const found = findResult(files, "plan-check.json");
  if (found.type === "problems") return judge<PlanCheck>(found.problems, { issues: [], problems: [] });
  const check = readPlanCheck(found.file.text, found.file.path, new Map(drafts.map(({ id, text, path }) => [id, readPlan(text, path).tasks.length])));
  return judge(check.problems, check);
}
