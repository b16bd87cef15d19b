/** The white space that git knows: no other character is white to it. */
const BLANK = /^[ \t\r]*$/;

/**
 * Splits the message of a commit as `git log` does for `%s` and `%b`: the subject is the first paragraph, its lines joined by blanks,
 * and the body is what comes after it, without line feeds at its end.
 */
export function splitMessage(message: string): { readonly subject: string; readonly body: string } {
  const lines = message.split("\n");
  const first = indexFrom(lines, 0, (line) => !BLANK.test(line));
  const end = indexFrom(lines, first, (line) => BLANK.test(line));
  const rest = indexFrom(lines, end, (line) => !BLANK.test(line));
  const subject = lines.slice(first, end).map((line) => line.replace(/[ \t\r]+$/, "")).join(" ");
  return { subject, body: lines.slice(rest).join("\n").replace(/\n+$/, "") };
}

function indexFrom(lines: readonly string[], from: number, isWanted: (line: string) => boolean): number {
  const at = lines.findIndex((line, index) => index >= from && isWanted(line));
  return at < 0 ? lines.length : at;
}
