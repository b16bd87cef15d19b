import type { AbandonedRepo, AbandonPreview, QuickReport, StageReport } from "@dgs/runtime";
import type { Style } from "./paint.js";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { formatDuration, millisecondsBetween } from "./duration.js";
import { renderProblems } from "./problems.js";

/** How many commits or files of a repo are shown one by one. */
const SHOWN = 10;

/** Renders how a quick stands after a command: its line at the end, or its stages and the next command. */
export function renderQuickReport(report: QuickReport, view: View): string {
  if (report.ended !== undefined) return [view.paint("green", plainText(report.ended)), ...renderSummary(report, view)].join("\n");
  return [
    renderHead(report, view),
    ...report.steps.flatMap((step) => renderStage(step, view)),
    ...(report.worktrees.length === 0 ? [] : ["", ...report.worktrees.map(({ repo, path }) => `Work of ${plainText(repo)}: ${plainText(path)} (${plainText(report.branch)})`)]),
    ...renderProblems(report.problems, view),
    ...renderSummary(report, view),
    ...renderConflict(report, view),
  ].join("\n");
}

/** Renders what abandoning a quick takes away from where it is. */
export function renderAbandonPreview(preview: AbandonPreview, view: View): string {
  return [
    view.paint("bold", `Quick '${plainText(preview.slug)}' (${plainText(preview.title)})`),
    ...preview.repos.flatMap((repo) => renderAbandoned(repo, view)),
    "",
    "Worktrees and branches go; what is in them is kept under refs/dgs/keep/ first.",
  ].join("\n");
}

function renderAbandoned({ repo, worktree, branch, commits, files }: AbandonedRepo, { paint }: View): string[] {
  const hash = (sha: string): string => paint("dim", plainText(sha).slice(0, 10));
  return [
    `  ${plainText(repo)}: worktree ${plainText(worktree)}, branch ${plainText(branch)}`,
    `    ${String(commits.length)} ${commits.length === 1 ? "commit" : "commits"} that nothing else has`,
    ...shorten(commits.map(({ sha, subject }) => `      ${hash(sha)} ${clip(plainText(subject), 100)}`)),
    `    ${String(files.length)} ${files.length === 1 ? "file" : "files"} not committed`,
    ...shorten(files.map((file) => `      ${clip(plainText(file), 100)}`)),
  ];
}

function shorten(lines: readonly string[]): string[] {
  return lines.length <= SHOWN ? [...lines] : [...lines.slice(0, SHOWN), `      and ${String(lines.length - SHOWN)} more`];
}

function renderHead(report: QuickReport, { paint }: View): string {
  const isGood = report.exit === "ok";
  const word = isGood ? report.status : report.exit === "cancelled" ? "stopped" : `halted (${report.exit})`;
  return `Quick '${plainText(report.slug)}' ${paint(isGood ? "green" : "red", word)}: ${plainText(report.branch)}, from ${plainText(report.base)}`;
}

function renderStage(step: StageReport, view: View): string[] {
  const elapsed = millisecondsBetween(step.started, step.finished);
  const time = elapsed === undefined ? "" : view.paint("dim", `  ${formatDuration(elapsed)}`);
  const origin = step.inserted === undefined ? "" : view.paint("dim", `  (${plainText(step.inserted)})`);
  const style = { completed: "green", failed: "red", "in-progress": "yellow", pending: "dim" }[step.status] as Style;
  const details = [step.error, step.note, step.skipped].filter((text) => text !== undefined).map((text) => `      ${clip(plainText(text), 500)}`);
  return [`  ${view.paint(style, step.marker)} ${plainText(step.command)}${time}${origin}`, ...details];
}

/** The commands stand at the left edge: they are copied as they are. */
function renderConflict({ conflict }: QuickReport, { paint }: View): string[] {
  if (conflict === undefined) return [];
  return ["", paint("bold", `Resolve the conflict of ${plainText(conflict.repo)} by hand:`), "", ...conflict.commands.map((command) => plainText(command))];
}

function renderSummary({ summaryPath }: QuickReport, view: View): string[] {
  return summaryPath === undefined ? [] : ["", `Summary: ${plainText(view.pathOf(summaryPath))}`];
}
