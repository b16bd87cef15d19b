import type { ConfigEdit, InstallReport } from "@dgs/runtime";
import type { Paint } from "./paint.js";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** What becomes of the file, before and after. */
const SAID = {
  made: ["would be made", "made"],
  edited: ["would be changed", "changed"],
  deleted: ["would be removed", "removed"],
} as const;

/** Renders `dgs install`: the file, the lines that go and come, and what a person has to know. */
export function renderInstall(report: InstallReport, { paint, pathOf }: View): string {
  const { title, action, change, path, target, edits, folders, notes, type } = report;
  const file = plainText(pathOf(path)) + (target === undefined ? "" : ` (a link to ${plainText(pathOf(target))})`);
  if (change === "none") return `${title}, ${file}: ${action === "install" ? "the entry is there already" : "there is no entry"}; nothing was changed.`;
  const [before, after] = SAID[change];
  const word = change === "made" ? "with" : "with it";
  return [
    `${paint("bold", title)}, ${file}: ${type === "install-preview" ? before : after}${folders.length === 0 ? "" : `, ${word} ${folders.map((folder) => plainText(pathOf(folder))).join(", ")}`}`,
    ...edits.flatMap((edit) => editLines(edit, paint)),
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => plainText(note))]),
  ].join("\n");
}

/** Only what goes and comes: a configuration holds other things that are nobody's business, keys among them. */
function editLines({ line, column, removed, added }: ConfigEdit, paint: Paint): readonly string[] {
  const at = `${String(line)}:${String(column)}`;
  const lines = [...linesOf(removed).map((text) => paint("red", `- ${text}`)), ...linesOf(added).map((text) => paint("green", `+ ${text}`))];
  return lines.map((text, index) => `  ${(index === 0 ? at : "").padEnd(7)} ${text}`);
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => plainText(line.replace(/^\t+/, (tabs) => "  ".repeat(tabs.length))).trimEnd());
  return lines.filter((line) => line !== "");
}
