import { type Audit, type AuditGap, type AuditStageOutcome, findResult, type OutboxFile, type PromptInput, readStructureReport, readUat, type StructureReport, type StructureSurvey, verifyStructurePrompt } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import { uatPath } from "../steps/uat-file.js";
import { isFailure } from "../work/context.js";
import { type Findings, judge } from "../work/findings.js";
import { type AuditContext, auditLabel, auditOutcomeOf } from "./context.js";
import { isGap } from "./look.js";
import { planInputs } from "./plan-inputs.js";

/** Has the phase verifier hold what the plans promise against the files. (Seed 000, "How It Works", stage 3) */
export async function verifyStructure(context: AuditContext, audit: Audit): Promise<AuditStageOutcome> {
  if (!context.config["workflow.verifier"]) return { type: "structure-verified", gaps: [], human: ["no agent held what the plans promise against the files: verification is switched off (workflow.verifier)"] };
  const again = audit.rerunFailed ? earlierGaps(context) : undefined;
  const survey = await context.survey(audit);
  if (isFailure(survey)) return auditOutcomeOf(survey);
  const ids = context.plans.map((plan) => plan.id);
  const report = await askReader<StructureReport>(context, {
    role: "phase-verifier",
    purpose: `verify-structure ${auditLabel(context)}`,
    prompt: (findings) => verifyStructurePrompt({ phase: context.found.label, ...(again === undefined ? {} : { again }) }, [...questionsInput(survey), ...planInputs(context.ports.files, context.found)], findings),
    accept: (files) => acceptReport(files, ids),
  });
  if (isFailure(report)) return auditOutcomeOf(report);
  return { type: "structure-verified", gaps: report.gaps.map(gapOf), human: [] };
}

/** What code has asked and cannot tell, and what it noticed and is no gap by itself: the verifier looks there. */
function questionsInput({ questions, findings }: StructureSurvey): readonly PromptInput[] {
  const asked = [...questions, ...findings.filter((each) => !isGap(each))].slice(0, MOST_QUESTIONS);
  return asked.length === 0 ? [] : [{ title: "What DGS cannot tell by itself", text: asked.map(({ path, line, text }) => `${path}${line === undefined ? "" : `:${String(line)}`}: ${text}`).join("\n") }];
}

const MOST_QUESTIONS = 200;

function acceptReport(files: readonly OutboxFile[], plans: Parameters<typeof readStructureReport>[2]): StructureReport | Findings {
  const found = findResult(files, "structure.json");
  if (found.type === "problems") return judge<StructureReport>(found.problems, { checked: [], gaps: [], problems: [] });
  const report = readStructureReport(found.file.text, found.file.path, plans);
  return judge(report.problems, report);
}

function gapOf({ truth, reason, severity, artifacts }: StructureReport["gaps"][number]): AuditGap {
  const files = artifacts.map(({ path }) => path);
  return { truth, source: "verifier", severity, why: reason, ...(files.length === 0 ? {} : { files }) };
}

/** The open gaps of the audit before that no test command showed; what is mended by now, the verifier leaves out. */
function earlierGaps(context: AuditContext): readonly string[] {
  const path = uatPath(context.found);
  const text = context.ports.files.read(path);
  if (typeof text !== "string") return [];
  return readUat(text, path).gaps.filter((gap) => gap.status !== "resolved" && gap.test === undefined).map((gap) => (gap.reason === undefined ? gap.truth : `${gap.truth}: ${gap.reason}`));
}
