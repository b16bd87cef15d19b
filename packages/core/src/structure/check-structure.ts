import { checkArtifacts } from "./check-artifacts.js";
import { checkLinks } from "./check-links.js";
import { checkMade } from "./check-made.js";
import { checkStubs } from "./check-stubs.js";
import { checkWiring } from "./check-wiring.js";
import { planName, quoted } from "./checked-plan.js";
import { createFileIndex } from "./file-index.js";
import { phaseFiles } from "./phase-files.js";
import { openSurvey } from "./survey.js";
import type { PlanWithSummary, StructureFiles, StructureSurvey } from "./types.js";
import { structureTextsWanted } from "./wanted-texts.js";

/**
 * Holds what the plans of a phase promise against the files that are there, as far as code can tell. `texts` are those of
 * {@link structureTextsWanted}; what is not among them is a question. Superseded plans promise nothing.
 */
export function checkStructure(all: readonly PlanWithSummary[], files: StructureFiles, texts: ReadonlyMap<string, string>): StructureSurvey {
  const plans = all.filter(({ plan }) => !plan.superseded);
  const index = createFileIndex(files.tracked);
  const survey = openSurvey(index, texts);
  const made = phaseFiles(plans, files, index);
  for (const work of plans) {
    checkArtifacts(survey, work);
    checkMade(survey, plans, work);
    checkLinks(survey, work);
    for (const truth of work.plan.mustHaves.truths) survey.questions.push({ kind: "truth", plan: planName(work), path: work.plan.path, text: `Is it true? ${quoted(truth)}` });
  }
  checkStubs(survey, made);
  const wanted = structureTextsWanted(plans, files);
  checkWiring(survey, made, texts, wanted.leftOut === 0 && wanted.paths.every((path) => texts.has(path)));
  return { findings: survey.findings, held: survey.held, questions: survey.questions };
}
