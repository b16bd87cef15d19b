import { statusOfMark } from "../checklist/marker.js";
import { parseNames } from "../checklist/name-list.js";
import { parseSha } from "../ids/sha.js";
import type { Problem, ProblemText } from "../problem.js";
import { problemAt } from "../problem.js";
import { slugOfQuickPath } from "./names.js";
import type { QuickStepPlace } from "./place.js";
import { placeQuick } from "./place.js";
import { readQuickHeader } from "./read-header.js";
import { hasSection } from "./section.js";
import type { Quick, QuickFiles, QuickStep } from "./types.js";

type Report = (offset: number, text: ProblemText) => void;

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
  const mark = source.slice(place.mark.start, place.mark.end);
  const status = statusOfMark(mark);
  if (status === undefined) {
    report(place.mark.start, { code: "unknown-marker", severity: "error", message: `the step has the marker ${JSON.stringify(mark)}`, remedy: "Use `[ ]`, `[>]`, `[x]` or `[!]`." });
  }
  if (place.stage === undefined) {
    report(place.text.start, { code: "unknown-stage", severity: "error", message: "the step names no stage of a quick", remedy: "Correct the line or remove it; steps look like `rebase app`, with the repo in backticks." });
    return [];
  }
  return [{ ...place.stage, status: status ?? "failed", ...readTexts(source, place), ...readFacts(source, place, report) }];
}

const TEXTS = { inserted: "inserted", cause: "cause", "cut-off": "cutOff", started: "started", finished: "finished", reason: "reason", error: "error", skipped: "skipped", note: "note", remote: "remote", ref: "ref" } as const;

function readTexts(source: string, place: QuickStepPlace): Partial<QuickStep> {
  return Object.fromEntries(
    Object.entries(TEXTS).flatMap(([key, name]) => {
      const text = detail(source, place, key)?.text;
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function readFacts(source: string, place: QuickStepPlace, report: Report): Partial<QuickStep> {
  const files = detail(source, place, "files")?.text;
  const shas = (["before", "after"] as const).flatMap((key) => {
    const found = detail(source, place, key);
    if (found === undefined) return [];
    const sha = parseSha(found.text);
    if (sha !== undefined) return [[key, sha]];
    report(found.at, { code: "bad-detail", severity: "error", message: `\`${key}\` is ${JSON.stringify(found.text)}`, remedy: "Write the whole name of a commit, or restore the line from git." });
    return [];
  });
  const commits = detail(source, place, "commits");
  const count = commits !== undefined && /^\d{1,9}$/.test(commits.text) ? Number(commits.text) : undefined;
  if (commits !== undefined && count === undefined) {
    report(commits.at, { code: "bad-detail", severity: "error", message: `\`commits\` is ${JSON.stringify(commits.text)}`, remedy: "Write a number, or remove the line." });
  }
  return { ...(files === undefined ? {} : { files: parseNames(files) }), ...(Object.fromEntries(shas) as Partial<QuickStep>), ...(count === undefined ? {} : { commits: count }) };
}

function detail(source: string, place: QuickStepPlace, key: string): { readonly text: string; readonly at: number } | undefined {
  const found = place.details.find((each) => each.key === key);
  return found === undefined ? undefined : { text: source.slice(found.value.start, found.value.end), at: found.value.start };
}
