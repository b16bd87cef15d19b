import type { DroppedReport, KeptListReport, KeptReport, RestoredReport, UndoneReport } from "@dgs/runtime";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders what is kept: a line of what and when, a line of why. */
export function renderKept({ kept, keepDays, rollbacks }: KeptListReport, { paint, pathOf }: View): string {
  const old = kept.filter((each) => each.expired).length;
  return [
    ...(kept.length === 0 ? ["Nothing is kept."] : kept.flatMap((each) => [`${paint("bold", String(each.number))}  ${plainText(each.repo)}  ${plainText(each.ref)}`, `   ${each.keptAt}  ${sizeOf(each)}${each.branch === undefined ? "" : `, of ${plainText(each.branch)}`}`, `   ${plainText(each.reason)}`])),
    ...rollbacks.map(({ version, path }) => `Rolled back: ${plainText(version)} (${plainText(pathOf(path))}); undo it with ${paint("cyan", `dgs recover --undo-rollback ${plainText(version)}`)}`),
    ...(old === 0 ? [] : [`${String(old)} of these ${old === 1 ? "is" : "are"} older than ${String(keepDays)} days: ${paint("cyan", "dgs recover --expire")} drops ${old === 1 ? "it" : "them"}`]),
  ].join("\n");
}

function sizeOf({ commits, files, bytes }: KeptReport): string {
  const parts = [commits === 0 ? [] : [`${String(commits)} commit${commits === 1 ? "" : "s"}`], files === 0 ? [] : [`${String(files)} file${files === 1 ? "" : "s"}, ${formatBytes(bytes)}`]].flat();
  return parts.length === 0 ? "held by a branch too" : parts.join(", ");
}

/** Formats a size as people read it: `12 bytes`, `3.4 kB`, `1.2 MB`. */
function formatBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${String(bytes)} bytes`;
  const units = ["kB", "MB", "GB", "TB"];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1] ?? ""}`;
}

/** Renders where something that was kept is now. */
export function renderRestored({ repo, ref, branch, at, path }: RestoredReport, { paint }: View): string {
  const where = path === undefined ? "" : ` in ${plainText(path)}`;
  return `${paint("green", "Restored")} ${plainText(ref)} of ${plainText(repo)} to the branch ${plainText(branch)} (${at.slice(0, 10)})${where}. It stays kept.`;
}

/** Renders which refs are gone. */
export function renderDropped({ dropped }: DroppedReport, _view: View): string {
  return dropped.length === 0 ? "Nothing was dropped." : dropped.map(({ repo, ref, sha }) => `Dropped ${plainText(ref)} of ${plainText(repo)}${sha === undefined ? "" : `, which was ${sha}`}`).join("\n");
}

/** Renders what an undone rollback has brought back. */
export function renderUndone(report: UndoneReport, { paint, pathOf }: View): string {
  return [
    `${paint("green", "Undone:")} job ${plainText(report.version)} is ${report.status} again: ${plainText(pathOf(report.path))}`,
    ...report.repos.map((name) => `  ${plainText(name)} is as it was before the rollback`),
    ...report.restored.map((path) => `  ${plainText(pathOf(path))} is back`),
    ...report.notes.map((note) => `Note: ${plainText(note)}`),
  ].join("\n");
}
