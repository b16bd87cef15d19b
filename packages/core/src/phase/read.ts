import { statusOfMark } from "../checklist/marker.js";
import { parseNames } from "../checklist/name-list.js";
import type { PlanId } from "../ids/plan-id.js";
import { parseSha } from "../ids/sha.js";
import { orderByDependency } from "../planning/dependency-cycle.js";
import type { Problem, ProblemText } from "../problem.js";
import { problemAt } from "../problem.js";
import { parsePlanList } from "./detail.js";
import type { PhaseStepPlace } from "./place.js";
import { placeExecution } from "./place.js";
import { readExecutionHeader } from "./read-header.js";
import type { CheckpointKind, PhaseExecution, PhaseExecutionFiles, PhaseStep } from "./types.js";

type Report = (offset: number, text: ProblemText) => void;

/** Reads an execution: what does not fit is among its problems, and an `error` there means that nothing may be done by it. */
export function readExecution(files: PhaseExecutionFiles): PhaseExecution {
  const source = files.texts.get(files.path) ?? "";
  const problems: Problem[] = [];
  const report: Report = (offset, text) => problems.push(problemAt(files.path, source, offset, text));
  const places = placeExecution(source);
  const header = readExecutionHeader(source, places.fields, report);
  const steps = places.steps.flatMap((place) => readStep(source, place, report));
  checkSteps(steps, (text) => { report(0, text); });
  return { ...header, path: files.path, steps, problems };
}

/** Nothing found is never taken for everything done, and nothing may wait for what is not there. */
function checkSteps(steps: readonly PhaseStep[], report: (text: ProblemText) => void): void {
  const remedy = "Restore the steps below `## Steps` from git, or delete the file: what is done is told by the summaries.";
  const missing = (["verify", "record"] as const).find((stage) => !steps.some((step) => step.stage === stage));
  if (missing !== undefined) report({ code: "execution-without-steps", severity: "error", message: `the execution has no step \`${missing}\``, remedy });
  const placed = new Map(steps.flatMap((step) => (step.stage === "run" && step.plan !== undefined ? [[step.plan, step.comesAfter ?? []] as const] : [])));
  for (const plan of new Set(steps.flatMap((step) => step.plan ?? []))) {
    if (!placed.has(plan) || !steps.some((step) => step.plan === plan && step.stage === "land")) report({ code: "execution-without-steps", severity: "error", message: `plan ${plan} has no \`run\` or no \`land\``, remedy });
  }
  for (const [plan, needs] of placed) for (const need of needs) if (!placed.has(need)) report({ code: "execution-plan-missing", severity: "error", message: `plan ${plan} comes after ${need}, which has no step`, remedy });
  const { stuck } = orderByDependency(placed);
  if (stuck.length > 0) report({ code: "execution-circular", severity: "error", message: `the plans ${stuck.join(", ")} come after each other`, remedy });
}

function readStep(source: string, place: PhaseStepPlace, report: Report): PhaseStep[] {
  const mark = source.slice(place.mark.start, place.mark.end);
  const status = statusOfMark(mark);
  if (status === undefined) {
    report(place.mark.start, { code: "unknown-marker", severity: "error", message: `the step has the marker ${JSON.stringify(mark)}`, remedy: "Use `[ ]`, `[>]`, `[x]` or `[!]`." });
  }
  if (place.stage === undefined) {
    report(place.text.start, { code: "unknown-stage", severity: "error", message: "the step names no stage of a phase", remedy: "Correct the line or remove it; steps look like `run 03-01`, with the plan in backticks, or `verify`." });
    return [];
  }
  const { stage, plan } = place.stage;
  return [{ stage, ...(plan === undefined ? {} : { plan }), status: status ?? "failed", ...readTexts(source, place), ...readValues(source, place, report), ...(stage === "run" ? readPlacing(source, place, report) : {}) }];
}

const TEXTS = { inserted: "inserted", cause: "cause", waiting: "waiting", "cut-off": "cutOff", started: "started", finished: "finished", reason: "reason", error: "error", skipped: "skipped", answer: "answer", note: "note" } as const;
const KINDS: readonly CheckpointKind[] = ["human-verify", "decision", "human-action", "unknown"];

function readTexts(source: string, place: PhaseStepPlace): Partial<PhaseStep> {
  return Object.fromEntries(
    Object.entries(TEXTS).flatMap(([key, name]) => {
      const text = detail(source, place, key)?.text;
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** Details that may hold only certain values; another one is a problem and counts as absent. */
function readValues(source: string, place: PhaseStepPlace, report: Report): Partial<PhaseStep> {
  const value = <Value>(key: string, parse: (text: string) => Value | undefined, remedy: string): Value | undefined => {
    const found = detail(source, place, key);
    if (found === undefined) return undefined;
    const parsed = parse(found.text);
    if (parsed === undefined) report(found.at, { code: "bad-detail", severity: "error", message: `\`${key}\` is ${JSON.stringify(found.text)}`, remedy });
    return parsed;
  };
  const count = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);
  const values = {
    files: value("files", parseNames, ""),
    kind: value("kind", (text) => KINDS.find((each) => each === text), `Write one of ${KINDS.join(", ")}.`),
    task: value("task", count, "Write the number of the task, or remove the line."),
    then: value("then", (text) => (["continue", "stop"] as const).find((each) => each === text), "Write `continue` or `stop`."),
    by: value("by", (text) => (["person", "rule"] as const).find((each) => each === text), "Write `person` or `rule`."),
    commits: value("commits", count, "Write a number, or remove the line."),
    before: value("before", parseSha, "Write the whole name of a commit, or restore the line from git."),
    after: value("after", parseSha, "Write the whole name of a commit, or restore the line from git."),
  };
  return Object.fromEntries(Object.entries(values).filter(([, each]) => each !== undefined));
}

function readPlacing(source: string, place: PhaseStepPlace, report: Report): Pick<PhaseStep, "wave" | "comesAfter" | "apart"> {
  const plans = (key: string): readonly PlanId[] => {
    const found = detail(source, place, key);
    const list = found === undefined ? [] : parsePlanList(found.text);
    if (list === undefined && found !== undefined) report(found.at, { code: "bad-detail", severity: "error", message: `\`${key}\` is ${JSON.stringify(found.text)}`, remedy: "Write ids of plans with commas between them." });
    return list ?? [];
  };
  const wave = detail(source, place, "wave");
  const number = wave !== undefined && /^-?\d{1,6}$/.test(wave.text) ? Number(wave.text) : undefined;
  if (wave !== undefined && number === undefined) report(wave.at, { code: "bad-detail", severity: "error", message: `\`wave\` is ${JSON.stringify(wave.text)}`, remedy: "Write a whole number." });
  return { wave: number ?? 1, comesAfter: plans("comes-after"), apart: plans("apart") };
}

function detail(source: string, place: PhaseStepPlace, key: string): { readonly text: string; readonly at: number } | undefined {
  const found = place.details.find((each) => each.key === key);
  return found === undefined ? undefined : { text: source.slice(found.value.start, found.value.end), at: found.value.start };
}
