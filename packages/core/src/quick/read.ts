import { COMMIT, COUNT, NAMES } from "../checklist/detail-forms.js";
import { readStatus, readTexts, readValue } from "../checklist/read-details.js";
import type { Report } from "../checklist/report.js";
import type { Problem } from "../problem.js";
import { problemAt } from "../problem.js";
import { slugOfQuickPath } from "./names.js";
import type { QuickStepPlace } from "./place.js";
import { placeQuick } from "./place.js";
import { readQuickHeader } from "./read-header.js";
import { hasSection } from "./section.js";
import type { Quick, QuickFiles, QuickStep } from "./types.js";

/** Reads a quick's file: what does not fit is among its problems, and an `error` there means that nothing may be done by it. */
export function readQuick(files: QuickFiles): Quick {
  const source = files.texts.get(files.path) ?? "";
  const problems: Problem[] = [];
  const report: Report = (offset, text) => problems.push(problemAt(files.path, source, offset, text));
  const places = placeQuick(source);
  const header = readQuickHeader(source, places.fields, slugOfQuickPath(files.path), report);
  const steps = places.steps.flatMap((place) => readStep(source, place, report));
  const missing = missingSteps(header.status, steps);
  if (missing !== undefined) report(0, { code: "quick-without-steps", severity: "error", message: `the quick has no step ${missing}`, remedy: "Restore the steps below `## Steps` from git." });
  return { ...header, path: files.path, steps, problems };
}

/** Nothing found is never taken for everything done. */
function missingSteps(status: Quick["status"], steps: readonly QuickStep[]): string | undefined {
  if (!hasSection(steps, "work")) return "of its work";
  if (status === "completing" && !hasSection(steps, "completion")) return "of its completion";
  return status === "abandoning" && !hasSection(steps, "abandonment") ? "of its abandonment" : undefined;
}

function readStep(source: string, place: QuickStepPlace, report: Report): QuickStep[] {
  const status = readStatus(source, place, report);
  if (place.stage === undefined) {
    report(place.text.start, { code: "unknown-stage", severity: "error", message: "the step names no stage of a quick", remedy: "Correct the line or remove it; steps look like `rebase app`, with the repo in backticks." });
    return [];
  }
  return [{ ...place.stage, status, ...readTexts(source, place, TEXTS), ...readFacts(source, place, report) }];
}

const TEXTS = { inserted: "inserted", cause: "cause", "cut-off": "cutOff", started: "started", finished: "finished", reason: "reason", error: "error", skipped: "skipped", note: "note", remote: "remote", ref: "ref" } as const;

function readFacts(source: string, place: QuickStepPlace, report: Report): Partial<QuickStep> {
  const values = {
    files: readValue(source, place, "files", NAMES, report),
    before: readValue(source, place, "before", COMMIT, report),
    after: readValue(source, place, "after", COMMIT, report),
    commits: readValue(source, place, "commits", COUNT, report),
  };
  return Object.fromEntries(Object.entries(values).filter(([, each]) => each !== undefined));
}
