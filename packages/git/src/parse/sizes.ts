import { parseSha, type SizedCommit } from "@dgs/core";

/** The `--format` whose output {@link parseSizes} reads, together with `-z` and `--numstat`. */
export const SIZES_FORMAT = "format:%x01%H%x00%cI%x00%s%x00%b%x00";

/** Reads what `git log -z --numstat` printed in {@link SIZES_FORMAT}; `undefined` when it is not of that form. */
export function parseSizes(printed: string): readonly SizedCommit[] | undefined {
  const fields = printed.split("\0");
  const commits: SizedCommit[] = [];
  for (let at = 0; at < fields.length; ) {
    const [head = "", date, subject, body] = fields.slice(at, at + 4);
    // What stands behind the last commit, and between two.
    if (head.trim() === "") {
      at++;
      continue;
    }
    const sha = head.startsWith("\u0001") ? parseSha(head.slice(1)) : undefined;
    if (sha === undefined || date === undefined || subject === undefined || body === undefined) return undefined;
    const counted = countFiles(fields, at + 4);
    commits.push({ sha, subject, body: body.replace(/\n+$/, ""), date, ...counted.size });
    at = counted.next;
  }
  return commits;
}

/** Counts the files of a commit, from a field on up to the first that tells of none. */
function countFiles(fields: readonly string[], from: number): { readonly size: Pick<SizedCommit, "files" | "added" | "removed" | "binary">; readonly next: number } {
  const size = { files: 0, added: 0, removed: 0, binary: 0 };
  let next = from;
  for (;;) {
    // The first one stands on a line of its own. A renamed file has no path here: its two names are fields of their own.
    const match = /^\n?(\d+|-)\t(\d+|-)\t([^]*)$/.exec(fields[next] ?? "");
    if (match === null) return { size, next };
    const [, added = "0", removed = "0", path] = match;
    next += path === "" ? 3 : 1;
    size.files++;
    if (added === "-") size.binary++;
    else {
      size.added += Number(added);
      size.removed += Number(removed);
    }
  }
}
