import { escapeLine } from "./escape-line.js";

/** Returns a text as paragraphs of prose, one line each: no line of it is taken for a heading, a list, a quotation, a table, a fence or a rule. */
export function escapeParagraphs(text: string): string {
  return text
    .split(/(?:\r\n|\r|\n)(?:[^\S\r\n]*(?:\r\n|\r|\n))+/)
    .map((paragraph) => escapeStart(escapeLine(paragraph, "inside")))
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

/** Returns a text as one line that can stand alone: what would make it another thing than prose at its start is escaped. */
export function escapeStart(line: string): string {
  const numbered = /^(\d{1,9})([.)])(?=\s|$)/.exec(line);
  if (numbered !== null) return `${numbered[1] ?? ""}\\${line.slice((numbered[1] ?? "").length)}`;
  return /^(?:#{1,6}(?:\s|$)|[-+*](?:\s|$)|[>|=]|(?:[-*_]\s*){3,}$|-+$|`{3}|~{3}|\[)/.test(line) ? `\\${line}` : line;
}
