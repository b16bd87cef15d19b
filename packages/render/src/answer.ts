import type { AnswerReport, WaitingReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Lines of what an agent handed back that are shown; the whole lies in the file that is named. */
const SHOWN = 60;

/** Renders `dgs answer`: what waits and how to answer it, or what was answered. */
export function renderAnswer(report: AnswerReport, view: View): string {
  const { paint } = view;
  if (report.type === "waiting") return report.waiting.length === 0 ? "Nothing waits for an answer." : report.waiting.map((each) => renderWaiting(each, view)).join("\n\n");
  return [
    `${paint("green", "Answered")} ${plainText(report.target)}: ${clip(plainText(report.answer), 300)}`,
    ...(report.left.length === 0 ? [] : [`Still waiting in phase ${plainText(report.phase)}: ${report.left.map(plainText).join(", ")}`]),
  ].join("\n");
}

function renderWaiting(waiting: WaitingReport, { paint, pathOf }: View): string {
  const { target, type, kind, task, since, details, awaiting, options, path } = waiting;
  const title = type === "approval" ? `Phase ${plainText(target)}: Human Verification Checklist` : `Checkpoint: ${plainText(kind ?? "unknown")}`;
  return [
    paint("bold", title),
    ...(type === "approval" ? [] : [`Plan: ${plainText(target)}${task === undefined ? "" : `, task ${String(task)}`}`]),
    ...(since === undefined ? [] : [paint("dim", `Waiting since ${plainText(since)}`)]),
    "",
    ...linesOf(details),
    "",
    ...linesOf(awaiting),
    ...options.flatMap(renderOption),
    "",
    paint("dim", `Kept in ${plainText(pathOf(path))}`),
    `${paint("bold", "Answer:")} ${paint("cyan", `dgs answer ${plainText(target)} ${answerHint(waiting)}`)}`,
  ].join("\n");
}

function renderOption({ id, name, pros, cons, recommended }: WaitingReport["options"][number]): string[] {
  const more = [pros === undefined ? undefined : `for: ${pros}`, cons === undefined ? undefined : `against: ${cons}`].filter((part) => part !== undefined);
  return [`  ${plainText(id)}${name === undefined ? "" : `  ${clip(plainText(name), 100)}`}${recommended ? "  (recommended)" : ""}`, ...more.map((part) => `      ${clip(plainText(part), 200)}`)];
}

function answerHint({ type, kind, options }: WaitingReport): string {
  if (options.length > 0) return `<${options.map(({ id }) => plainText(id)).join("|")}>`;
  return type === "approval" || kind === "human-verify" ? "approved (or what is wrong)" : kind === "human-action" ? "done (or what is in the way)" : "<your answer>";
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  return [...lines.slice(0, SHOWN).map((line) => clip(plainText(line), 400)), ...(lines.length > SHOWN ? ["…"] : [])];
}
