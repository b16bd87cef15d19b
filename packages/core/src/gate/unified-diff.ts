import { changedLines, type Hunk, splitLines } from "./line-changes.js";
import type { ChangedFile } from "./types.js";

const CONTEXT = 3;
const MOST_LINES = 200;
const LONGEST_LINE = 300;

/** Returns the change of a file as a unified diff; of a long one the first 200 lines, and how many there are. */
export function unifiedDiff({ path, renamedFrom, before, after }: ChangedFile): string {
  const [old, fresh] = [splitLines(before ?? ""), splitLines(after ?? "")];
  const lines = changedLines(old, fresh).flatMap((hunk) => hunkLines(old, hunk));
  const head = [`--- ${before === undefined ? "/dev/null" : `a/${renamedFrom ?? path}`}`, `+++ ${after === undefined ? "/dev/null" : `b/${path}`}`];
  const shown = lines.slice(0, MOST_LINES).map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
  return lines.length === 0 ? "" : [...head, ...shown, ...(lines.length > MOST_LINES ? [`… ${lines.length - MOST_LINES} more lines`] : []), ""].join("\n");
}

/** Each change stands in a hunk of its own, so that context of neighbours may show twice. */
function hunkLines(old: readonly string[], { beforeAt, afterAt, removed, added }: Hunk): string[] {
  const above = old.slice(Math.max(0, beforeAt - CONTEXT), beforeAt);
  const below = old.slice(beforeAt + removed.length, beforeAt + removed.length + CONTEXT);
  const range = (at: number, length: number): string => `${at - above.length + (length + above.length + below.length === 0 ? 0 : 1)},${length + above.length + below.length}`;
  return [`@@ -${range(beforeAt, removed.length)} +${range(afterAt, added.length)} @@`, ...above.map((line) => ` ${line}`), ...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`), ...below.map((line) => ` ${line}`)];
}
