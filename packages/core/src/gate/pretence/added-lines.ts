import type { ChangedFile } from "../types.js";
import { changedLines, splitLines } from "../line-changes.js";

/** The numbers, from 0, of the lines that a change brought into a file. */
export function addedLines({ before, after }: Pick<ChangedFile, "before" | "after">): ReadonlySet<number> {
  if (after === undefined) return new Set();
  const fresh = splitLines(after);
  if (before === undefined) return new Set(fresh.keys());
  return new Set(changedLines(splitLines(before), fresh).flatMap(({ afterAt, added }) => added.map((_, at) => afterAt + at)));
}
