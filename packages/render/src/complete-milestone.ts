import type { CompletionPreview, CompletionReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders what the completion of a milestone would do. */
export function renderCompletionPreview(preview: CompletionPreview, { paint, pathOf }: View): string {
  const { version, name, resumes, phases, techDebt, humanNeeded, repos, gate, archive, tag, audited } = preview;
  const commands = Object.entries(gate).flatMap(([repo, each]) => (repos.some((one) => one.name === repo) ? each.map((command) => `${repo}: ${command}`) : []));
  return [
    paint("bold", `${resumes ? "Going on with the completion of" : "Completing"} ${plainText(`${version} ${name}`.trim())}`),
    ...(audited === undefined ? [] : [`Audited ${plainText(audited)}`]),
    ...listed("Phases", phases),
    ...listed("Merged and pushed", repos.map(({ name: repo, branch, base, commits }) => `${repo}: ${branch} to ${base}${commits === 0 ? "" : ` (${String(commits)} ${commits === 1 ? "commit" : "commits"})`}; its worktree and branch go`)),
    ...listed("Once these commands pass", commands),
    ...listed("Archived", archive.map(pathOf)),
    ...(tag === undefined ? [] : ["", `Tag: ${plainText(tag)}`]),
    ...listed(paint("yellow", "Put off (tech debt)"), techDebt),
    ...listed(paint("yellow", "Waits for a person"), humanNeeded),
  ].join("\n");
}

function listed(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ["", `${title}:`, ...items.map((item) => `  ${clip(plainText(item), 200)}`)];
}

/** Renders how far the completion of a milestone has come. */
export function renderCompletion(report: CompletionReport, { paint, pathOf }: View): string {
  const { version, status, exit, merged, error, conflict, archive, planning, tag, path } = report;
  const done = exit === "ok";
  return [
    paint(done ? "green" : "red", done ? `Milestone ${plainText(version)} completed` : `Milestone ${plainText(version)} is not completed: ${status === "merging" ? "its code is not merged everywhere" : "its last step failed"}`),
    ...(merged === undefined ? [] : [plainText(merged)]),
    ...(error === undefined ? [] : [clip(plainText(error), 2000)]),
    ...(conflict === undefined ? [] : ["", `Conflict in ${plainText(conflict.repo)}: ${conflict.files.map(plainText).join(", ")}`, ...conflict.commands.map((line) => `  ${plainText(line)}`)]),
    ...(done ? ["", "Archived:", ...archive.map((each) => `  ${plainText(pathOf(each))}`)] : ["", paint("dim", `Each stage is written down in ${plainText(pathOf(path))}`)]),
    ...(planning === undefined ? [] : [planning.type === "committed" ? `Planning commit: ${plainText(planning.subject)}` : planning.type === "nothing" ? "Nothing was left to commit." : `Not committed: ${plainText(planning.why)}`]),
    ...(tag === undefined ? [] : [`Tag: ${plainText(tag)}`]),
  ].join("\n");
}
