import type { PathChange } from "@dgs/core";

/** Reads what `git diff-tree -z --name-status --no-renames` printed; `undefined` when it is not of that form. */
export function parseNameStatus(printed: string): readonly PathChange[] | undefined {
  const fields = printed.split("\0");
  if (fields.pop() !== "" || fields.length % 2 !== 0) return undefined;
  const changes: PathChange[] = [];
  for (let i = 0; i < fields.length; i += 2) {
    const kind = fields[i] ?? "";
    if (!/^[AMDTU]$/.test(kind)) return undefined;
    changes.push({ kind, path: fields[i + 1] ?? "" });
  }
  return changes;
}
