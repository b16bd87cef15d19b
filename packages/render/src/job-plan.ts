import type { JobPlanReport } from "@dgs/runtime";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { renderProblems } from "./problems.js";

/** Renders what a job would be: its steps with their markers, and the phases that need none. */
export function renderJobPreview(report: JobPlanReport, view: View): string {
  return [
    view.paint("bold", `Job ${plainText(report.version)}: ${count(report.steps.length, "step")}${report.check ? "" : ", without the milestone audit"}`),
    ...report.steps.map((step) => `  [ ] ${plainText(step)}`),
    ...renderComplete(report),
    ...renderProblems(report.problems, view),
    "",
    `It would be written to ${plainText(view.pathOf(report.path))}`,
  ].join("\n");
}

/** Renders that a job was written, and the command that runs it. */
export function renderJobCreated(report: JobPlanReport, view: View): string {
  const { paint, pathOf } = view;
  return [
    `${paint("green", "Created")} job ${plainText(report.version)} with ${count(report.steps.length, "step")}: ${plainText(pathOf(report.path))}`,
    ...renderProblems(report.problems, view),
  ].join("\n");
}

function renderComplete({ complete }: JobPlanReport): string[] {
  return complete.length === 0 ? [] : [`Complete, no step needed: phase ${complete.map(plainText).join(", ")}`];
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}
