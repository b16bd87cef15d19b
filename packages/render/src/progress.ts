import type { PhaseProgress, ProgressReport } from "@dgs/runtime";
import type { Style } from "./paint.js";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { renderJobLines } from "./job-list.js";
import { renderProblems } from "./problems.js";

/** Renders `dgs progress`: the phases as a table, the jobs, the problems. */
export function renderProgress(report: ProgressReport, view: View): string {
  return [
    ...renderTitle(report, view),
    "",
    ...renderPhases(report.phases, view),
    "",
    renderTotals(report),
    ...renderJobLines(report.jobs, view),
    ...renderQuicks(report, view),
    ...renderWaiting(report, view),
    ...renderProblems(report.problems, view),
  ].join("\n");
}

function renderTitle({ milestone, project }: ProgressReport, { paint, pathOf }: View): string[] {
  const name = [milestone?.version, milestone?.name].filter((part) => part !== undefined && part !== "");
  const where = pathOf(".");
  return [
    paint("bold", name.length === 0 ? "No active milestone" : plainText(name.join("  "))),
    paint("dim", plainText(project === undefined || project === "" ? where : `${where}, project ${project}`)),
  ];
}

function renderPhases(phases: readonly PhaseProgress[], view: View): string[] {
  if (phases.length === 0) return ["No phases yet."];
  const rows = phases.map((phase) => ({ phase, cells: [plainText(phase.number), plainText(phase.status), formatCount(phase.plans)] }));
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map(({ cells }) => (cells[column] ?? "").length)));
  return rows.map(({ phase, cells }) => {
    const [number = "", status = "", plans = ""] = cells;
    const [first = 0, second = 0, third = 0] = widths;
    return `  ${number.padStart(first)}  ${view.paint(styleOf(status), status.padEnd(second))}  ${plans.padStart(third)}  ${clip(plainText(phase.name), 100)}`.trimEnd();
  });
}

function styleOf(status: string): Style {
  if (status === "complete") return "green";
  if (status === "unplanned" || status === "empty") return "dim";
  return status.includes("gap") || status.includes("fail") ? "red" : "yellow";
}

function formatCount({ done, total }: { readonly done: number; readonly total: number }): string {
  return total === 0 ? "-" : `${String(done)}/${String(total)}`;
}

function renderTotals({ totals }: ProgressReport): string {
  const { phases, plans, percent } = totals;
  return `Phases ${String(phases.done)} of ${String(phases.total)}, plans ${String(plans.done)} of ${String(plans.total)} (${String(percent)} %)`;
}

function renderQuicks({ quicks }: ProgressReport, { paint }: View): string[] {
  if (quicks.length === 0) return [];
  return ["", paint("bold", "Quicks"), ...quicks.map(({ slug, status, title }) => `  ${plainText(slug)}  ${paint(status === "failed" ? "red" : "yellow", status)}  ${clip(plainText(title), 100)}`)];
}

function renderWaiting({ waiting }: ProgressReport, { paint }: View): string[] {
  if (waiting.length === 0) return [];
  return ["", paint("bold", "Waiting for a person"), ...waiting.map(({ target, kind }) => `  ${plainText(target)}  ${paint("yellow", plainText(kind))}  ${paint("cyan", `dgs answer ${plainText(target)}`)}`)];
}
