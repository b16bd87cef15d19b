import type { TextEdit } from "../text/edit.js";
import { lineEndingOf, linesOf } from "../text/lines.js";

/** Whether the text of a `.gitignore` leaves a folder beside it out, by a line that names it: the last such line counts. Patterns with wildcards are not looked into. */
export function ignoresFolder(source: string, folder: string): boolean {
  const told = linesOf(source, 0, source.length).flatMap(({ start, end }): boolean[] => {
    const [, not = "", name] = /^(!?)(?:\/|\*\*\/)?(.*?)(?:\/|\/\*{1,2})?[ \t]*$/.exec(source.slice(start, end).replace(/^\uFEFF/, "")) ?? [];
    return name === folder ? [not === ""] : [];
  });
  return told.at(-1) ?? false;
}

/** Returns the edit that adds the line for a folder at the end of a `.gitignore`, with the line end of the others; `[]` where it is ignored already. */
export function ignoreFolderEdits(source: string, folder: string): readonly TextEdit[] {
  if (ignoresFolder(source, folder)) return [];
  const eol = lineEndingOf(source);
  const lead = /(?:^\uFEFF?|[\r\n])$/.test(source) ? "" : eol;
  return [{ start: source.length, end: source.length, text: `${lead}/${folder}/${eol}` }];
}
