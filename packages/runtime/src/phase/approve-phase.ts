import { approvalEdits, type FileChange, foundGapEdits, type HumanCheck, isApproval, type PhaseEffect, type PhaseExecution, phaseFilePath, type PhaseStageOutcome, type PlanningPath, readVerification, type Verification } from "@dgs/core";
import { findPlannedPhase } from "../steps/find-phase.js";
import { failed, isFailure, type WorkContext } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";

/**
 * Shows a person what only a person can look at. What they approve is written into the verification, so that the one predicate calls the phase complete;
 * what they find becomes a gap there. In a job it is left. (Seed 004, "verify_phase_goal"; design 3.5, 3.7)
 */
export async function approveGoal(context: PhaseContext, _effect: Extract<PhaseEffect, { readonly type: "approve-phase" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const found = findPlannedPhase(context, context.found.phase.number);
  if (isFailure(found)) return stageOutcomeOf(found);
  const path = found.folder.documents.VERIFICATION ?? phaseFilePath(found.folder.path, found.phase.number, "VERIFICATION");
  const verification = readHere(context, path);
  // It asked for a person when this stage was put in: cut off behind the writing, or a person has written it down.
  if (verification?.status === "passed") return { type: "approved" };
  if (verification?.status === "gaps_found") return { type: "issues", note: verification.gaps.at(-1)?.truth ?? "gaps" };
  if (context.inJob) return { type: "left" };
  if (context.ask === undefined) return { type: "not-answered" };
  const answer = await context.ask.approval({ checks: (verification?.human ?? []).map(formatCheck), path });
  if (context.signal.aborted) return { type: "interrupted" };
  if (answer === undefined || answer.trim() === "") return { type: "not-answered" };
  const changes = approvalChanges(context, path, answer);
  if (changes === undefined) return stageOutcomeOf(failed("usage", notWritable(path)));
  const refused = await writeFiles(context, changes);
  if (refused !== undefined) return stageOutcomeOf(refused);
  return isApproval(answer) ? { type: "approved" } : { type: "issues", note: answer };
}

/** The changes that a person's word about a phase makes in its verification; `undefined` where there is no file, or nobody can tell where its front matter ends. */
export function approvalChanges({ ports }: { readonly ports: Pick<WorkContext["ports"], "files" | "clock"> }, path: PlanningPath, answer: string): readonly FileChange[] | undefined {
  const before = ports.files.read(path);
  if (typeof before !== "string") return undefined;
  const now = ports.clock.now();
  const edits = isApproval(answer) ? approvalEdits(before, now) : foundGapEdits(before, answer, now);
  return edits.length === 0 ? undefined : [{ type: "edit", path, before, edits }];
}

/** Why an approval could not be written down. */
export function notWritable(path: PlanningPath): string {
  return `the answer cannot be written into ${path}: it is not there, or its front matter is not closed. Mend it, then answer again`;
}

/** One check in one text, as a person reads it. */
export function formatCheck({ test, expected, why }: HumanCheck): string {
  return `${test}${expected === undefined ? "" : ` → ${expected}`}${why === undefined ? "" : ` (${why})`}`;
}

function readHere(context: PhaseContext, path: PlanningPath): Verification | undefined {
  const text = context.ports.files.read(path);
  return typeof text === "string" ? readVerification(text, path) : undefined;
}
