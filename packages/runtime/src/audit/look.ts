import { type Audit, type AuditGap, type AuditStageOutcome, type GateChange, type GateStanding, personsIssues, type StructureSurvey } from "@dgs/core";
import { readUatOf } from "../steps/uat-file.js";
import { verificationGaps } from "../steps/verification-gaps.js";
import { isFailure } from "../work/context.js";
import { lookAtGate } from "./compare-gate.js";
import { type AuditContext, auditOutcomeOf } from "./context.js";
import { treeDifferences } from "./tree-differences.js";

/**
 * What needs no model: what the plans promise, held against the files; what the phase's verification found missing; and, where gaps of an earlier audit were to be
 * closed, what was changed of what the gate measures. What a person has reported and nobody has resolved is theirs to tell. (Seed 000, "How It Works", stage 3; design 3.5, 3.8)
 */
export async function look(context: AuditContext, audit: Audit): Promise<AuditStageOutcome> {
  const survey = await context.survey(audit);
  if (isFailure(survey)) return auditOutcomeOf(survey);
  const commands = audit.steps.flatMap((step) => (step.stage === "test" && step.command !== undefined ? [step.command] : []));
  const looked = await lookAtGate(context, audit, commands);
  if (isFailure(looked)) return auditOutcomeOf(looked);
  const { changes, pretences } = looked;
  const uncommitted = await treeDifferences(context, audit);
  if (isFailure(uncommitted)) return auditOutcomeOf(uncommitted);
  for (const { path, text, severity } of changes ?? []) context.onEvent({ type: "note", text: `${severity === "person" ? "to be looked at" : "changed"}: ${path}: ${text}` });
  const gaps = [...survey.findings.flatMap(gapOf), ...verificationGaps(context, context.found).map((truth): AuditGap => ({ truth, source: "verifier", severity: "major" }))];
  const loosened = (changes ?? []).filter(({ severity }) => severity === "person").map(({ path, text }) => `${path}: ${text}`);
  const pretended = pretences.map(({ path, line, text }) => `${path}:${String(line)}: ${text}`);
  return { type: "looked", held: survey.held.length, gate: standingOf(changes), gaps, human: [...loosened, ...pretended, ...uncommitted, ...issuesOfPersons(context)] };
}

function issuesOfPersons(context: AuditContext): readonly string[] {
  const uat = readUatOf(context, context.found)?.uat;
  return uat === undefined ? [] : personsIssues(uat);
}

function gapOf(finding: StructureSurvey["findings"][number]): AuditGap[] {
  if (!isGap(finding)) return [];
  const { severity, text, path, line, fix } = finding;
  return [{ truth: text, source: "code", severity, why: `${path}${line === undefined ? "" : `:${String(line)}`}${fix === undefined ? "" : `: ${fix}`}`, files: [path] }];
}

/**
 * Whether a finding is a gap by itself. What is only to be looked at is not, nor a file that a plan only says it changes: plans name more than they need, and
 * whether something is missing then, the verifier tells.
 */
export function isGap({ severity, kind }: StructureSurvey["findings"][number]): boolean {
  return severity !== "minor" && kind !== "named";
}

/** Where nobody knows what the phase started from and no gap was to be closed, there is nothing to compare with. */
function standingOf(changes: readonly GateChange[] | undefined): GateStanding {
  if (changes === undefined || changes.length === 0) return "untouched";
  return changes.some(({ severity }) => severity === "person") ? "loosened" : "listed";
}
