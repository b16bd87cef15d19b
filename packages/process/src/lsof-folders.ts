import type { ProcessInFolder } from "@dgs/core";

/**
 * Parses what `lsof -F pcn0` prints: fields that end in NUL, sets that end in a line feed; undefined when it is something else.
 *
 * What cannot be printed stands in it as `\n`, `\x0a` or `^A`. A name that really holds `^A` cannot be told from that.
 */
export function parseLsofFolders(text: string): readonly ProcessInFolder[] | undefined {
  const found: ProcessInFolder[] = [];
  let pid: number | undefined;
  let command = "";
  for (const field of text.split("\0").map((part) => part.replace(/^\n/, ""))) {
    const value = field.slice(1);
    if (field === "") continue;
    if (field.startsWith("p")) {
      pid = Number(value);
      command = "";
      if (!Number.isSafeInteger(pid)) return undefined;
    } else if (field.startsWith("c")) command = unescapeName(value);
    else if (field.startsWith("n")) {
      if (pid === undefined) return undefined;
      found.push({ pid, command, cwd: unescapeName(value) });
    } else if (!field.startsWith("f")) return undefined;
  }
  return found;
}

const NAMED: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", "\\": "\\" };

function unescapeName(text: string): string {
  const bytes: number[] = [];
  for (const [part, hex, named, control] of text.matchAll(/\\x([0-9a-fA-F]{2})|\\([bfnrt\\])|\^([@-_])|[^]/gu)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (named !== undefined) bytes.push(...Buffer.from(NAMED[named] ?? named));
    else if (control !== undefined) bytes.push(control.charCodeAt(0) - 64);
    else bytes.push(...Buffer.from(part));
  }
  return Buffer.from(bytes).toString("utf8");
}
