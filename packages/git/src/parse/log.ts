import { type Commit, parseSha } from "@dgs/core";

/** The `--format` whose output {@link parseLog} reads, together with `-z`. */
export const LOG_FORMAT = "format:%H%x00%s%x00%b";

/** Reads what `git log -z` printed in {@link LOG_FORMAT}; `undefined` when it is not of that form. */
export function parseLog(printed: string): readonly Commit[] | undefined {
  if (printed === "") return [];
  const fields = printed.split("\0");
  if (fields.length % 3 !== 0) return undefined;
  const commits: Commit[] = [];
  for (let i = 0; i < fields.length; i += 3) {
    const sha = parseSha(fields[i] ?? "");
    if (sha === undefined) return undefined;
    commits.push({ sha, subject: fields[i + 1] ?? "", body: (fields[i + 2] ?? "").replace(/\n+$/, "") });
  }
  return commits;
}
