import { type KeptWork, parseSha, type Sha } from "@dgs/core";

/** The `--format` whose output {@link parseKept} reads. */
export const KEPT_FORMAT = ["%(refname)", "%(objectname)", "%(committerdate:iso-strict)", "%(parent)", "%(contents)", ""].join("%00");

/** One ref of what is kept. */
export interface KeptRef extends Omit<KeptWork, "commits" | "files" | "bytes"> {
  /** Whether the commit has the form of a stash; otherwise a commit was pinned as it is. */
  readonly stashed: boolean;
  /** Number of parents: 2 without untracked files, 3 with them, 4 with conflicts, 5 with files of other bytes than git would add. */
  readonly parents: number;
  /** The commits that were being merged. */
  readonly merging: readonly Sha[];
}

/** Reads what `git for-each-ref` printed in {@link KEPT_FORMAT}; `undefined` when it is not of that form. */
export function parseKept(printed: string): readonly KeptRef[] | undefined {
  const fields = printed.split("\0");
  if (fields.pop()?.trim() !== "" || fields.length % 5 !== 0) return undefined;
  const kept: KeptRef[] = [];
  for (let i = 0; i < fields.length; i += 5) {
    const sha = parseSha(fields[i + 1] ?? "");
    if (sha === undefined) return undefined;
    kept.push(keptRef((fields[i] ?? "").replace(/^\n/, ""), sha, fields[i + 2] ?? "", fields[i + 3] ?? "", fields[i + 4] ?? ""));
  }
  return kept;
}

function keptRef(ref: string, sha: Sha, keptAt: string, parentList: string, message: string): KeptRef {
  const parents = parentList.split(" ").filter((parent) => parent !== "");
  const stashed = parents.length >= 2 && /^DGS-Keep: /m.test(message);
  const head = stashed ? parseSha(parents[0] ?? "") : undefined;
  const branch = stashed ? /^DGS-Branch: (.*)$/m.exec(message)?.[1] : undefined;
  const merging = stashed ? (/^DGS-Merging: (.*)$/m.exec(message)?.[1] ?? "").split(" ").flatMap((word) => parseSha(word) ?? []) : [];
  const reason = message.split("\n\n")[0]?.trim() ?? "";
  return { ref, sha, keptAt, reason, ...(branch === undefined ? {} : { branch }), head: head ?? sha, stashed, parents: parents.length, merging };
}
