import { applyEdits, type FileChange, newQuestions, phaseFilePath, type PlanningPath, readSummary, readUat, renderUat, type Summary, type Uat, uatEdits, uatQuestions } from "@dgs/core";
import { fileRefusal, isFileRefusal, isRefusal, problemRefusal, refuse, type Refusal } from "../refusal.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { UatContext } from "./context.js";

/** A UAT file as it is once every question of the summaries stands in it. */
export interface OpenedUat {
  readonly path: PlanningPath;
  readonly uat: Uat;
  /** What makes it so; `undefined` where it is so already. */
  readonly change: FileChange | undefined;
  /** Tests that are new. */
  readonly added: number;
}

/** The path of a phase's UAT file: the one it has, or the one it gets. */
export function uatPathOf(found: Pick<PhaseInFolder, "folder" | "phase">): PlanningPath {
  return found.folder.documents.UAT ?? phaseFilePath(found.folder.path, found.phase.number, "UAT");
}

/**
 * Reads the UAT file of a phase together with what its summaries give to look at, and writes nothing. What stands in
 * the file stays, whoever wrote it; a question that it has already is not added again.
 */
export function openUat(context: UatContext, found: PhaseInFolder): OpenedUat | Refusal {
  const path = uatPathOf(found);
  const text = context.ports.files.read(path);
  if (isFileRefusal(text)) return fileRefusal(text);
  const summaries = readSummaries(context, found);
  if (isRefusal(summaries)) return summaries;
  const questions = uatQuestions(summaries);
  const now = context.ports.clock.now();
  if (text === undefined) {
    if (questions.length === 0) return noQuestions(found, path);
    const tests = questions.map((question) => ({ ...question, result: "pending" as const }));
    const source = summaries.map((summary) => summary.path.slice(summary.path.lastIndexOf("/") + 1));
    const made = renderUat({ phase: found.folder.path.slice(found.folder.path.lastIndexOf("/") + 1), status: "testing", source, started: now, updated: now, tests, gaps: [] });
    return { path, uat: readUat(made, path), change: { type: "create", path, text: made }, added: tests.length };
  }
  return withNewQuestions(path, text, questions, now) ?? noQuestions(found, path);
}

function withNewQuestions(path: PlanningPath, text: string, questions: Parameters<typeof newQuestions>[1], updated: string): OpenedUat | Refusal | undefined {
  const uat = readUat(text, path);
  const broken = problemRefusal(uat.problems.filter(({ code }) => code !== "uat-tests-missing" && code !== "uat-result-unknown"));
  if (broken !== undefined) return broken;
  const newTests = newQuestions(uat, questions);
  if (newTests.length === 0) return uat.tests.length === 0 ? undefined : { path, uat, change: undefined, added: 0 };
  const edits = uatEdits(text, { status: "testing", updated, newTests });
  return { path, uat: readUat(applyEdits(text, edits), path), change: { type: "edit", path, before: text, edits }, added: newTests.length };
}

/** A summary that cannot be read might have held the very thing that is broken. */
function readSummaries({ ports }: UatContext, { phase }: PhaseInFolder): readonly Summary[] | Refusal {
  const summaries: Summary[] = [];
  for (const { done, summary: path } of phase.plans) {
    if (!done || path === undefined) continue;
    const text = ports.files.read(path);
    if (isFileRefusal(text)) return fileRefusal(text);
    if (text !== undefined) summaries.push(readSummary(text, path));
  }
  return summaries;
}

function noQuestions(found: PhaseInFolder, path: PlanningPath): Refusal {
  const done = found.phase.plans.filter((plan) => plan.done).length;
  const why = done === 0 ? "none of its plans has a summary" : "its summaries name nothing that a person would have to look at";
  const remedy = done === 0 ? `Carry the phase out first: dgs execute-phase ${found.label}.` : `Write what is to be looked at into ${path}, as ### 1. Name with the lines expected: and result: [pending], and run the command again.`;
  return refuse("nothing-to-test", `there is nothing to test in phase ${found.label}: ${why}`, remedy, { at: found.folder.path });
}
