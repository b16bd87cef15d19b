import { COMMIT, COUNT, NAMES } from "../checklist/detail-forms.js";
import { type DetailForm, readStatus, readTexts, readValue } from "../checklist/read-details.js";
import type { Report } from "../checklist/report.js";
import type { PlanId } from "../ids/plan-id.js";
import { parsePlanList } from "../ids/plan-list.js";
import { orderByDependency } from "../planning/dependency-cycle.js";
import type { Problem, ProblemText } from "../problem.js";
import { problemAt } from "../problem.js";
import type { PhaseStepPlace } from "./place.js";
import { placeExecution } from "./place.js";
import { readExecutionHeader } from "./read-header.js";
import type { CheckpointKind, PhaseExecution, PhaseExecutionFiles, PhaseStep } from "./types.js";

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
  const status = readStatus(source, place, report);
  if (place.stage === undefined) {
    report(place.text.start, { code: "unknown-stage", severity: "error", message: "the step names no stage of a phase", remedy: "Correct the line or remove it; steps look like `run 03-01`, with the plan in backticks, or `verify`." });
    return [];
  }
  const { stage, plan } = place.stage;
  return [{ stage, ...(plan === undefined ? {} : { plan }), status, ...readTexts(source, place, TEXTS), ...readValues(source, place, report), ...(stage === "run" ? readPlacing(source, place, report) : {}) }];
}

const TEXTS = { inserted: "inserted", cause: "cause", waiting: "waiting", "cut-off": "cutOff", started: "started", finished: "finished", reason: "reason", error: "error", skipped: "skipped", answer: "answer", note: "note" } as const;
const KINDS: readonly CheckpointKind[] = ["human-verify", "decision", "human-action", "unknown"];

/** Details that may hold only certain values; another one is a problem and counts as absent. */
function readValues(source: string, place: PhaseStepPlace, report: Report): Partial<PhaseStep> {
  const value = <Value>(key: string, form: DetailForm<Value>): Value | undefined => readValue(source, place, key, form, report);
  const values = {
    files: value("files", NAMES),
    kind: value("kind", { parse: (text) => KINDS.find((each) => each === text), remedy: `Write one of ${KINDS.join(", ")}.` }),
    task: value("task", { ...COUNT, remedy: "Write the number of the task, or remove the line." }),
    then: value("then", { parse: (text) => (["continue", "stop"] as const).find((each) => each === text), remedy: "Write `continue` or `stop`." }),
    by: value("by", { parse: (text) => (["person", "rule"] as const).find((each) => each === text), remedy: "Write `person` or `rule`." }),
    commits: value("commits", COUNT),
    before: value("before", COMMIT),
    after: value("after", COMMIT),
  };
  return Object.fromEntries(Object.entries(values).filter(([, each]) => each !== undefined));
}

const PLANS: DetailForm<readonly PlanId[]> = { parse: parsePlanList, remedy: "Write ids of plans with commas between them." };
const WAVE: DetailForm<number> = { parse: (text) => (/^-?\d{1,6}$/.test(text) ? Number(text) : undefined), remedy: "Write a whole number." };

function readPlacing(source: string, place: PhaseStepPlace, report: Report): Pick<PhaseStep, "wave" | "comesAfter" | "apart"> {
  const [wave, comesAfter, apart] = [readValue(source, place, "wave", WAVE, report), readValue(source, place, "comes-after", PLANS, report), readValue(source, place, "apart", PLANS, report)];
  return { wave: wave ?? 1, comesAfter: comesAfter ?? [], apart: apart ?? [] };
}
