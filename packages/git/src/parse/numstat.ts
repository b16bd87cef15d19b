import type { Diff } from "@dgs/core";

/** Reads what `git diff-tree -z --numstat --no-renames` printed; `undefined` when it is not of that form. A file that is no text counts as one line. */
export function parseNumstat(printed: string): Omit<Diff, "text"> | undefined {
  const entries = printed.split("\0");
  if (entries.pop() !== "") return undefined;
  const sum = { added: 0, removed: 0, binary: 0 };
  for (const entry of entries) {
    const match = /^(\d+|-)\t(\d+|-)\t/.exec(entry);
    if (match === null) return undefined;
    const [, added = "0", removed = "0"] = match;
    if (added === "-") sum.binary += 1;
    else {
      sum.added += Number(added);
      sum.removed += Number(removed);
    }
  }
  return sum;
}
