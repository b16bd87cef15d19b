import { parseSha, type Sha } from "@dgs/core";

/** One worktree as git lists it. */
export interface ListedWorktree {
  readonly path: string;
  readonly bare: boolean;
  readonly head?: Sha;
  readonly branch?: string;
  readonly locked?: string;
  readonly missing: boolean;
}

/** Reads what `git worktree list --porcelain` printed, with `-z` or (by a git that has no `-z`) in lines; `undefined` when it is not of that form. */
export function parseWorktreeList(printed: string, separator: "\0" | "\n"): readonly ListedWorktree[] | undefined {
  const records = printed.split(`${separator}${separator}`);
  if (records.pop() !== "") return undefined;
  const listed: ListedWorktree[] = [];
  for (const record of records) {
    const fields = new Map(record.split(separator).map((field) => splitField(field)));
    const path = fields.get("worktree");
    if (path === undefined || path === "") return undefined;
    const head = parseSha(fields.get("HEAD") ?? "");
    const branch = fields.get("branch")?.replace(/^refs\/heads\//, "");
    const locked = fields.get("locked");
    listed.push({
      path,
      bare: fields.has("bare"),
      ...(head === undefined || /^0+$/.test(head) ? {} : { head }),
      ...(branch === undefined ? {} : { branch }),
      ...(locked === undefined ? {} : { locked }),
      missing: fields.has("prunable"),
    });
  }
  return listed;
}

function splitField(field: string): readonly [string, string] {
  const space = field.indexOf(" ");
  return space < 0 ? [field, ""] : [field.slice(0, space), field.slice(space + 1)];
}
