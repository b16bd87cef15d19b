import { parseSha, type Sha } from "@dgs/core";

/** A commit with everything that it takes to write it again. */
export interface FullCommit {
  readonly sha: Sha;
  readonly tree: Sha;
  readonly parents: readonly Sha[];
  /** Empty: UTF-8. */
  readonly encoding: string;
  readonly author: string;
  readonly email: string;
  /** Seconds since 1970 and the zone: `1700000000 +0100`. */
  readonly authored: string;
  /** The whole message. */
  readonly message: string;
}

/** The `--format` whose output {@link parseFullLog} reads, together with `-z` and `--date=raw`. */
export const FULL_LOG_FORMAT = "format:%H%x00%T%x00%P%x00%e%x00%an%x00%ae%x00%ad%x00%B";

const FIELDS = 8;

/** Reads what `git log -z --date=raw` printed in {@link FULL_LOG_FORMAT}; `undefined` when it is not of that form. */
export function parseFullLog(printed: string): readonly FullCommit[] | undefined {
  if (printed === "") return [];
  const fields = printed.split("\0");
  if (fields.length % FIELDS !== 0) return undefined;
  const commits: FullCommit[] = [];
  for (let i = 0; i < fields.length; i += FIELDS) {
    const [hash = "", treeHash = "", parentHashes = "", encoding = "", author = "", email = "", authored = "", message = ""] = fields.slice(i, i + FIELDS);
    const [sha, tree] = [parseSha(hash), parseSha(treeHash)];
    const parents = parentHashes.split(" ").filter((each) => each !== "").map(parseSha);
    if (sha === undefined || tree === undefined || !parents.every((parent) => parent !== undefined)) return undefined;
    commits.push({ sha, tree, parents, encoding, author, email, authored, message });
  }
  return commits;
}
