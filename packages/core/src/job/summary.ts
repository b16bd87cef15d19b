import { markOf } from "../checklist/marker.js";
import { formatStepCommand } from "./command-line.js";
import { outstandingItems } from "./outstanding.js";
import { endOf } from "./summary-state.js";
import type { Job, Step } from "./types.js";
import { GAP_FIX_BUDGET, PHASE_FIX_BUDGET } from "./types.js";

/**
 * Writes a job's summary: timing, step results, errors, cycles, and what still needs a person.
 * (Seed 000, "Job Summaries", "Integration with Milestone Jobs")
 */
export function renderJobSummary(job: Job): string {
  const end = endOf(job);
  const done = job.steps.filter((step) => step.status === "completed").length;
  const lines = [
    `# Job summary ${job.version ?? ""}`.trimEnd(),
    "",
    `- **Result:** ${end?.word ?? job.status}`,
    `- **Ended:** ${end?.at ?? "not ended"}`,
    `- **Created:** ${job.created ?? "unknown"}`,
    `- **Started:** ${job.started ?? "never"}`,
    `- **Duration:** ${durationOf(job.started, end?.at)}`,
    `- **Steps:** ${String(done)} of ${String(job.steps.length)} completed`,
    "",
    "## Steps",
    "",
    "| # | Result | Command | Started | Duration |",
    "|---|--------|---------|---------|----------|",
    ...job.steps.map(stepRow),
    ...section("Errors", job.steps.flatMap(errorLine)),
    ...section("Gap-fix cycles", cycleLines(job)),
    ...section("Needs a person", outstandingItems(job).map(({ command, item }) => `- \`${command}\`: ${item}`)),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return ["", `## ${title}`, "", ...(lines.length === 0 ? ["None."] : lines)];
}

function stepRow(step: Step, index: number): string {
  const cells = [String(index + 1), `${step.status} \`[${markOf(step.status)}]\``, `\`${formatStepCommand(step.command)}\``, step.started ?? "-", durationOf(step.started, step.finished)];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function errorLine(step: Step, index: number): string[] {
  return step.error === undefined ? [] : [`- Step ${String(index + 1)} \`${formatStepCommand(step.command)}\`: ${step.error}${step.reason === undefined ? "" : ` (${step.reason})`}`];
}

function cycleLines(job: Job): string[] {
  const phases = Object.entries(job.phaseFixCycle).map(([phase, used]) => `- Phase ${phase}: ${String(used)} of ${String(PHASE_FIX_BUDGET)} cycles`);
  const milestone = job.gapFixCycle > 0 ? [`- Milestone: ${String(job.gapFixCycle)} of ${String(GAP_FIX_BUDGET)} cycles`] : [];
  const escalated = job.steps.flatMap((step) => (step.escalated === undefined ? [] : [`- \`${formatStepCommand(step.command)}\`: ${step.escalated}`]));
  const inserted = job.steps.flatMap((step, index) => (step.inserted === undefined ? [] : [`- Step ${String(index + 1)} \`${formatStepCommand(step.command)}\` was inserted by ${step.inserted}`]));
  return [...phases, ...milestone, ...escalated, ...inserted];
}

/** The time between two ISO times in words (`1h 02m 03s`); `-` where one is missing or they are out of order. */
function durationOf(from: string | undefined, to: string | undefined): string {
  const seconds = (Date.parse(to ?? "") - Date.parse(from ?? "")) / 1000;
  if (!Number.isFinite(seconds) || seconds < 0) return "-";
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours > 0) return `${String(hours)}h ${String(minutes).padStart(2, "0")}m ${String(Math.floor(rest)).padStart(2, "0")}s`;
  return minutes > 0 ? `${String(minutes)}m ${String(Math.floor(rest)).padStart(2, "0")}s` : `${rest.toFixed(1)}s`;
}
