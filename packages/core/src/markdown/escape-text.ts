/**
 * Returns a text as one line of markdown that opens and closes nothing around it: line ends become blanks, and what begins a tag, a comment or an entity is
 * written as an entity. What people and agents write is data: a requirement that speaks of `</details>` must not end the block it stands in.
 */
export function escapeLine(text: string): string {
  return plainLineOf(text).replace(/&(?=#?\w+;)/g, "&amp;").replaceAll("<", "&lt;");
}

/** Returns the text that {@link escapeLine} wrote, on one line. */
export function unescapeLine(text: string): string {
  return text.replace(/&(lt|amp);/g, (_, name: string) => (name === "lt" ? "<" : "&"));
}

/** Returns a text on one line, without control characters; halves of a character that no file can hold are replaced. */
export function plainLineOf(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").replace(/\p{Cs}/gu, "\uFFFD").trim();
}

/** Returns a text as paragraphs of prose, one line each: no line of it is taken for a heading, a list, a quotation, a table, a fence or a rule. */
export function escapeParagraphs(text: string): string {
  return text
    .split(/(?:\r\n|\r|\n)(?:[^\S\r\n]*(?:\r\n|\r|\n))+/)
    .map((paragraph) => escapeStart(escapeLine(paragraph)))
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

/** Returns a text as one line that can stand alone: what would make it another thing than prose at its start is escaped. */
export function escapeStart(line: string): string {
  const numbered = /^(\d{1,9})([.)])(?=\s|$)/.exec(line);
  if (numbered !== null) return `${numbered[1] ?? ""}\\${line.slice((numbered[1] ?? "").length)}`;
  return /^(?:#{1,6}(?:\s|$)|[-+*](?:\s|$)|[>|=]|(?:[-*_]\s*){3,}$|-+$|`{3}|~{3}|\[)/.test(line) ? `\\${line}` : line;
}
