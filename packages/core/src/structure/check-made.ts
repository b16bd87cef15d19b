import { MOST_ENTRIES, planName, quoted } from "./checked-plan.js";
import { findPath } from "./file-index.js";
import { takesAway } from "./phase-files.js";
import type { Survey } from "./survey.js";
import type { PlanWithSummary, StructureFinding } from "./types.js";

/** Holds the files that a summary says were made, and those that the plan says it changes, against the tracked files. */
export function checkMade(survey: Survey, plans: readonly PlanWithSummary[], work: PlanWithSummary): void {
  const artifacts = new Set(work.plan.mustHaves.artifacts.map(({ path }) => findPath(survey.index, path, work.plan.repos).path));
  const seen = new Set<string>();
  const look = (kind: "made" | "named", text: string, finding: Pick<StructureFinding, "severity" | "text" | "fix">): void => {
    const found = findPath(survey.index, text, work.plan.repos);
    // What a plan must leave behind is told of already.
    if (seen.has(found.path) || artifacts.has(found.path)) return;
    seen.add(found.path);
    const place = { kind, plan: planName(work), path: found.path };
    if (found.kind === "missing" && takesAway(plans, text)) survey.questions.push({ ...place, text: `${quoted(found.path)} is not there, and the phase takes files away: look whether it was meant to go.` });
    else if (found.kind === "missing") survey.findings.push({ ...place, ...finding });
    else if (found.kind !== "pattern" && found.kind !== "outside") survey.held.push({ ...place, text: `${quoted(found.path)} is there.` });
    else if (found.kind === "outside") survey.findings.push({ ...place, path: work.plan.path, severity: "minor", text: `${kind === "made" ? "The summary" : "The plan"} names ${quoted(text)}, which lies outside of the repository.`, fix: "Name files inside the repository." });
  };
  const { created, modified } = work.summary?.keyFiles ?? { created: [], modified: [] };
  for (const path of created.slice(0, MOST_ENTRIES)) look("made", path, { severity: "major", text: `The summary says that ${quoted(path)} was made, and it is not there.`, fix: `Make ${path}, or correct the summary.` });
  for (const path of modified.slice(0, MOST_ENTRIES)) look("made", path, { severity: "major", text: `The summary says that ${quoted(path)} was changed, and it is not there.`, fix: "Correct the file or the summary." });
  for (const { text } of work.plan.namedFiles.slice(0, MOST_ENTRIES)) look("named", text, { severity: "major", text: `The plan says that it changes ${quoted(text)}, and there is no such file.`, fix: `Do what the plan says of ${text}.` });
  const most = Math.max(created.length, modified.length, work.plan.namedFiles.length);
  if (most > MOST_ENTRIES) survey.findings.push({ kind: "bounds", plan: planName(work), path: work.plan.path, severity: "major", text: `Plan and summary name ${most} files in one list, of which ${MOST_ENTRIES} were looked at.`, fix: "Split the plan." });
}
