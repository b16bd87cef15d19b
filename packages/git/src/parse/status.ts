import type { StatusEntry } from "@dgs/core";

/**
 * Reads what `git status --porcelain=v1 -z` printed; `undefined` when it is not of that form.
 *
 * A renamed or copied path is followed by a second field, its old name, which is left out.
 */
export function parseStatus(printed: string): readonly StatusEntry[] | undefined {
  const fields = printed.split("\0");
  if (fields.pop() !== "") return undefined;
  const entries: StatusEntry[] = [];
  for (let i = 0; i < fields.length; i++) {
    const match = /^([ A-Z?!]{2}) (.+)$/s.exec(fields[i] ?? "");
    if (match?.[1] === undefined || match[2] === undefined) return undefined;
    entries.push({ code: match[1], path: match[2] });
    if (/[RC]/.test(match[1])) i++;
  }
  return entries;
}
