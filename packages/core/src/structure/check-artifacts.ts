import { baseName } from "../code/language.js";
import type { MustHaveArtifact } from "../planning/plan-types.js";
import { MOST_ENTRIES, planName, quoted } from "./checked-plan.js";
import { checkContains } from "./check-contains.js";
import { checkExports } from "./check-exports.js";
import { findPath } from "./file-index.js";
import type { Survey } from "./survey.js";
import type { PlanWithSummary } from "./types.js";

/** Holds the artifacts that a plan must leave behind against the files. */
export function checkArtifacts(survey: Survey, work: PlanWithSummary): void {
  const { artifacts } = work.plan.mustHaves;
  for (const artifact of artifacts.slice(0, MOST_ENTRIES)) checkArtifact(survey, work, artifact);
  if (artifacts.length <= MOST_ENTRIES) return;
  survey.findings.push({ kind: "bounds", plan: planName(work), path: work.plan.path, severity: "major", text: `The plan names ${artifacts.length} artifacts, of which ${MOST_ENTRIES} were looked at.`, fix: "Split the plan, or name fewer files." });
}

function checkArtifact(survey: Survey, work: PlanWithSummary, artifact: MustHaveArtifact): void {
  const plan = planName(work);
  const found = findPath(survey.index, artifact.path, work.plan.repos);
  const place = { kind: "existence" as const, plan, path: found.path };
  const provides = artifact.provides === undefined ? "" : ` (${quoted(artifact.provides)})`;
  switch (found.kind) {
    case "outside":
      survey.findings.push({ ...place, path: work.plan.path, severity: "major", text: `The plan must leave behind ${quoted(artifact.path)}, which lies outside of the repository.`, fix: "Name a file inside the repository." });
      return;
    case "missing":
      survey.findings.push({ ...place, severity: "blocker", text: `The file that the plan must leave behind is not there, or not tracked by git: ${quoted(found.path)}${provides}.`, fix: `Make ${found.path} and commit it.` });
      return;
    case "pattern":
      survey.questions.push({ ...place, path: work.plan.path, text: `The artifact ${quoted(artifact.path)} is no name of one file: look for what it means.` });
      return;
    case "other-case":
      survey.findings.push({ ...place, severity: "minor", text: `The plan says ${quoted(artifact.path)}, and the file is ${quoted(found.path)}: on some systems that is another file.`, fix: "Use the same capital letters everywhere." });
      break;
    case "folder":
    case "file":
      survey.held.push({ ...place, text: `${quoted(found.path)} is there.` });
      break;
  }
  checkText(survey, plan, found.path, artifact);
}

function checkText(survey: Survey, plan: string, path: string, artifact: MustHaveArtifact): void {
  const { minLines, exports, contains } = artifact;
  const text = survey.textOf(path);
  if (text === undefined) {
    const asked = [...(minLines === undefined ? [] : ["how long it is"]), ...(exports.length === 0 ? [] : ["what it exports"]), ...(contains.length === 0 ? [] : ["what it contains"])];
    if (asked.length > 0) survey.questions.push({ kind: "contains", plan, path, text: `${quoted(path)} was not read (a folder, too large, or no text): look at ${asked.join(", ")}.` });
    return;
  }
  checkSize(survey, plan, path, text, minLines);
  checkExports(survey, plan, path, exports.slice(0, MOST_ENTRIES));
  for (const part of contains.slice(0, MOST_ENTRIES)) checkContains(survey, plan, path, part);
}

function checkSize(survey: Survey, plan: string, path: string, text: string, minLines: number | undefined): void {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "").length;
  if (lines === 0 && !/^(?:__init__\.py|py\.typed|\.git\w+|\.nojekyll|\.npmignore)$/.test(baseName(path))) {
    survey.findings.push({ kind: "size", plan, path, severity: "blocker", text: `${quoted(path)} is empty.`, fix: "Write what the plan says it provides." });
  } else if (minLines !== undefined && lines < minLines) {
    survey.findings.push({ kind: "size", plan, path, severity: lines * 2 < minLines ? "major" : "minor", text: `${quoted(path)} has ${lines} lines that are not blank, and the plan asks for ${minLines}.`, fix: "Look what is missing of what the plan says it provides." });
  } else if (minLines !== undefined) survey.held.push({ kind: "size", plan, path, text: `${quoted(path)} has ${lines} lines that are not blank, of at least ${minLines}.` });
}
