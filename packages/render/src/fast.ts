import type { FastReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders `dgs fast`: the commit, or with `--dry-run` the change that would be committed. */
export function renderFast(report: FastReport, { paint }: View): string {
  const size = `${String(report.files.length)} ${report.files.length === 1 ? "file" : "files"}, +${String(report.added)} -${String(report.removed)}`;
  const subject = clip(plainText(report.subject), 100);
  if (!report.dryRun) return `${paint("green", "Committed")} ${plainText(report.commit).slice(0, 10)} on ${plainText(report.branch)} of ${plainText(report.repo)}: ${subject} (${size}). Not pushed.`;
  // Lines are made plain one by one: a patch is text from files, and its line ends are ours.
  const patch = (report.diff ?? "").trimEnd().split("\n").map(plainText);
  const kept = report.kept === undefined ? [] : [`It is kept under ${plainText(report.kept)}.`];
  return [paint("bold", `Would be committed on ${plainText(report.branch)} of ${plainText(report.repo)}: ${subject} (${size})`), "", ...patch, "", `Nothing was committed. ${kept.join("")}`.trimEnd()].join("\n");
}
