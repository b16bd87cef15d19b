import type { RunJobReport, StepReport } from "@dgs/runtime";
import type { Style } from "./paint.js";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { formatDuration, millisecondsBetween } from "./duration.js";
import { renderProblems } from "./problems.js";

/** Renders `dgs run-job --dry-run`: every step with its marker, and what a run would do. (Seed 000, "Dry-Run Preview") */
export function renderDryRun(report: RunJobReport, view: View): string {
  const waiting = report.steps.filter((step) => step.runs);
  const first = waiting[0];
  return [
    view.paint("bold", `Job ${plainText(report.version)} (${report.status}): ${String(waiting.length)} of ${String(report.steps.length)} steps to run`),
    ...report.steps.flatMap((step) => renderStep(step, view)),
    "",
    first === undefined ? "Nothing would run." : `A run would start at step ${String(first.step)}: ${plainText(first.command)}`,
    ...renderProblems(report.problems, view),
  ].join("\n");
}

/** Renders how a job stands after a run: steps with times, cycles, what a person has to look at. */
export function renderRunReport(report: RunJobReport, view: View): string {
  return [
    renderOutcome(report, view),
    ...report.steps.flatMap((step) => renderStep(step, view)),
    ...renderCycles(report),
    ...renderHumanNeeded(report, view),
    ...renderProblems(report.problems, view),
    ...(report.summaryPath === undefined ? [] : ["", `Summary: ${plainText(view.pathOf(report.summaryPath))}`]),
    ...(report.reportPath === undefined ? [] : [...(report.summaryPath === undefined ? [""] : []), `Report: ${plainText(view.pathOf(report.reportPath))}`]),
  ].join("\n");
}

function renderOutcome(report: RunJobReport, { paint }: View): string {
  const done = report.steps.filter((step) => step.status === "completed").length;
  const isGood = report.exit === "ok";
  const word = isGood ? report.status : report.paused === true ? "paused as asked" : report.exit === "cancelled" ? "stopped" : `halted (${report.exit})`;
  const counts = `${String(done)}/${String(report.steps.length)} steps, ${String(report.ran)} run now`;
  const head = `Job ${plainText(report.version)} ${paint(isGood ? "green" : "red", word)}: ${counts}`;
  // The step that failed says why, below.
  const isTold = report.error === undefined || report.steps.some((step) => step.error !== undefined);
  return isTold ? head : `${head}\n${paint("red", plainText(report.error ?? ""))}`;
}

function renderStep(step: StepReport, view: View): string[] {
  const elapsed = millisecondsBetween(step.started, step.finished);
  const time = elapsed === undefined ? "" : view.paint("dim", `  ${formatDuration(elapsed)}`);
  const origin = step.inserted === undefined ? "" : view.paint("dim", `  (${plainText(step.inserted)})`);
  const details = [step.error, step.note].filter((text) => text !== undefined).map((text) => `      ${clip(plainText(text), 300)}`);
  return [`  ${view.paint(styleOf(step), step.marker)} ${plainText(step.command)}${time}${origin}`, ...details];
}

function styleOf({ status }: StepReport): Style {
  return { completed: "green", failed: "red", "in-progress": "yellow", pending: "dim" }[status] as Style;
}

function renderCycles({ cycles }: RunJobReport): string[] {
  const phases = Object.entries(cycles.phases).filter(([, used]) => used > 0);
  const parts = [
    ...(cycles.milestone > 0 ? [`milestone ${String(cycles.milestone)}`] : []),
    ...phases.map(([phase, used]) => `phase ${plainText(phase)} ${String(used)}`),
  ];
  return parts.length === 0 ? [] : ["", `Gap-fix cycles used: ${parts.join(", ")}`];
}

function renderHumanNeeded({ humanNeeded }: RunJobReport, { paint }: View): string[] {
  return humanNeeded.length === 0 ? [] : ["", paint("yellow", "For a person to look at"), ...humanNeeded.map((item) => `  - ${plainText(item)}`)];
}
