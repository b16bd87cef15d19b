/**
 * Configuration under which git prints every name in ASCII, a line each.
 *
 * A name is any bytes, and what a program prints is read as UTF-8: from `-z` output a name in Latin-1 would come back as another one.
 * The commands that read names from stdin without `-z` take them in the same quotes.
 */
export const QUOTED = ["-c", "core.quotePath=true"];

const LETTERS: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, "\\": 92 };

/** Returns the bytes of a name as git quotes it; a name without quotes stands for itself. */
export function unquotePath(quoted: string): Buffer {
  if (!quoted.startsWith('"') || !quoted.endsWith('"') || quoted.length < 2) return Buffer.from(quoted);
  const parts = quoted.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gs);
  return Buffer.concat([...parts].map(([text, octal, letter]) => {
    if (octal !== undefined) return Buffer.from([Number.parseInt(octal, 8)]);
    return letter === undefined ? Buffer.from(text) : Buffer.from([LETTERS[letter] ?? letter.charCodeAt(0)]);
  }));
}

/** Puts something in front of a quoted name. */
export function prefixQuoted(prefix: string, quoted: string): string {
  return quoted.startsWith('"') ? `"${prefix}${quoted.slice(1)}` : `${prefix}${quoted}`;
}

/** Returns the path of a quoted name below a folder; the bytes of a name need not be UTF-8. */
export function quotedTarget(folder: string, quoted: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), unquotePath(quoted)]);
}

/** Splits what git printed into lines. */
export function linesOf(printed: string): readonly string[] {
  return printed.split("\n").filter((line) => line !== "");
}
