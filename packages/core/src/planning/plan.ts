import { readFields } from "../markdown/field.js";
import { readFrontMatter, type FrontMatter } from "../markdown/front-matter.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { Outline } from "../markdown/outline.js";
import { sectionBody } from "../markdown/section.js";
import { findTags } from "../markdown/tags.js";
import type { Problem } from "../problem.js";
import { positionAt } from "../text/lines.js";
import { readDeepFrontMatter } from "./deep-front-matter.js";
import { textOf, textsOf } from "./front-matter-text.js";
import { readPlanBrief } from "./plan-brief.js";
import { leadsOut, outsideFileProblem, readNamedFiles } from "./named-files.js";
import { NO_MUST_HAVES, readMustHaves } from "./plan-must-haves.js";
import { planIdOfPath, planIdOfTexts } from "./plan-number.js";
import { readObjective } from "./plan-objective.js";
import { readTask, sectionTask, taskFindings } from "./plan-task.js";
import type { MustHaves, Plan, PlanTask } from "./plan-types.js";
import { type Finding, pathProblem, placeFindings } from "./problems.js";
import { listedTexts } from "./tag-children.js";

/**
 * Reads a plan: its front matter in all spellings of formats.md 4, and its body, which is markdown with tags in it.
 *
 * Older plans without tags are read by their headings: `## Objective`, `### Task 1: …`.
 */
export function readPlan(source: string, path: string): Plan {
  const brief = readPlanBrief(source, path);
  const frontMatter = readFrontMatter(source);
  const findings: Finding[] = [];
  const [phaseText, planText] = [textOf(frontMatter, "phase"), textOf(frontMatter, "plan")];
  const [named, said] = [planIdOfPath(path), planIdOfTexts(phaseText, planText)];
  if (named !== undefined && said !== undefined && named.toUpperCase() !== said.toUpperCase()) {
    findings.push({ code: "plan-id-differs", offset: frontMatter.entries.get("plan")?.keyRange.start, message: `The front matter says plan ${said}, and the file's name ${named}; the name counts.`, remedy: "Correct phase and plan." });
  }
  const outline = findTags(source, "task").length > 0 && findTags(source, "objective").length > 0 ? undefined : outlineOf(source);
  const tasks = readTasks(source, outline, findings);
  const objective = readObjective(source, outline) ?? plainObjective(frontMatter);
  if (objective === undefined && tasks.length === 0) findings.push({ code: "plan-empty", offset: undefined, message: "The plan says neither what it is for nor what to do.", remedy: "Write it, or remove the file." });
  else if (objective === undefined) findings.push({ code: "plan-objective-missing", offset: undefined, message: "The plan does not say what it is for.", remedy: "Add a tag <objective>: what is built, then Purpose: and Output:." });
  else if (tasks.length === 0) findings.push({ code: "plan-tasks-missing", offset: undefined, message: "The plan holds no task.", remedy: "Add a tag <tasks> with at least one <task>." });
  const { mustHaves, problems } = readTruths(source, path, frontMatter, findings);
  const requirements = (textsOf(frontMatter, findings, "requirements") ?? []).map(({ text }) => text);
  const repos = readRepoNames(source, frontMatter, findings);
  const checkpoint = brief.autonomous ? tasks.filter((task) => task.checkpoint !== undefined).slice(0, 1) : [];
  const namedFiles = readNamedFiles(source, frontMatter, tasks);
  const outside = namedFiles.filter(({ text }) => leadsOut(text)).map((reference) => outsideFileProblem(path, reference));
  const all = [...brief.problems, ...problems, ...placeFindings(path, source, findings), ...checkpoint.map((task) => unexpectedCheckpoint(path, task)), ...outside];
  return { ...brief, id: named ?? said, phaseText, planText, type: textOf(frontMatter, "type"), requirements, objective, tasks, namedFiles, repos, mustHaves, problems: all };
}

function readTasks(source: string, outline: Outline | undefined, findings: Finding[]): PlanTask[] {
  const within = findTags(source, "tasks")[0]?.inner ?? { start: 0, end: source.length };
  const tasks = findTags(source, "task", within);
  if (tasks.length > 0) return tasks.map((span, index) => readTask(source, span, index + 1, findings));
  const features = findTags(source, "feature");
  if (features.length > 0) return features.map((span, index) => readTask(source, span, index + 1, findings, "tdd"));
  return outline === undefined ? [] : sectionTasks(source, outline, findings);
}

function sectionTasks(source: string, outline: Outline, findings: Finding[]): PlanTask[] {
  const headings = outline.headings.filter(({ text }) => /^(?:\*\*)?Task\s+\d/i.test(source.slice(text.start, text.end)));
  return headings.map((heading, index) => {
    const body = sectionBody(source, outline, heading);
    const fields = new Map(readFields(source, outline, body).map((field) => [field.keyText.toLowerCase(), source.slice(field.value.start, field.value.end)]));
    const name = source.slice(heading.text.start, heading.text.end).replaceAll("**", "").trim();
    const task = sectionTask(index + 1, name, fields, source.slice(body.start, body.end).trim(), positionAt(source, heading.range.start));
    findings.push(...taskFindings(task, heading.range.start));
    return task;
  });
}

function plainObjective(frontMatter: FrontMatter): Plan["objective"] {
  const what = textOf(frontMatter, "objective");
  return what === undefined ? undefined : { what, purpose: undefined, output: undefined };
}

function unexpectedCheckpoint(path: string, { number, at }: PlanTask): Problem {
  return { ...pathProblem(path, "plan-checkpoint-unexpected", `Task ${String(number)} is a checkpoint, and the plan says that it has none.`, "Write autonomous: false."), at };
}

/** YAML is slow, and read only for what lines cannot tell. */
function readTruths(source: string, path: string, frontMatter: FrontMatter, findings: Finding[]): { mustHaves: MustHaves; problems: readonly Problem[] } {
  const entry = frontMatter.entries.get("must_haves");
  if (entry === undefined) return { mustHaves: NO_MUST_HAVES, problems: [] };
  const { values, problems } = readDeepFrontMatter(source, path);
  return { mustHaves: readMustHaves(values["must_haves"], entry.keyRange.start, findings), problems };
}

function readRepoNames(source: string, frontMatter: FrontMatter, findings: Finding[]): readonly string[] {
  const tag = findTags(source, "repos")[0];
  return tag === undefined ? (textsOf(frontMatter, findings, "repos") ?? []).map(({ text }) => text) : listedTexts(source.slice(tag.inner.start, tag.inner.end));
}
