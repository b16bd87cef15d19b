import type { PathChange, Sha } from "@dgs/core";
import { readCommit, isPlainText } from "./read-head.js";
import type { OpenRepo } from "./open-repo.js";
import { type Sure, sure } from "./sure.js";
import { compareBytes, pause } from "./turns.js";

/** Ask for a change of type as one, not as a deletion and an addition (`GIT_DIFF_INCLUDE_TYPECHANGE`). */
const INCLUDE_TYPECHANGE = 1 << 6;

/** libgit2's numbers for what happened to a path (`git_delta_t`). */
const KINDS: ReadonlyMap<number, string> = new Map([[1, "A"], [2, "D"], [3, "M"], [8, "T"]]);

/** The largest blob that is read into the memory of this process at one go, in bytes. */
const MAX_BLOB = 16 * 1024 * 1024;

/** Asks for the paths that differ between two commits. */
export async function readChanges(open: OpenRepo, from: Sha, to: Sha): Promise<Sure<readonly PathChange[]> | undefined> {
  if ((await readCommit(open, from)) === undefined || (await readCommit(open, to)) === undefined) return undefined;
  const { api, repo } = open;
  const [before, after] = [await (await api.Commit.lookup(repo, from)).getTree(), await (await api.Commit.lookup(repo, to)).getTree()];
  const diff = await api.Diff.treeToTree(repo, before, after, { flags: INCLUDE_TYPECHANGE });
  const changes: PathChange[] = [];
  for (let at = 0, count = diff.numDeltas(); at < count; at++) {
    await pause(at);
    const delta = diff.getDelta(at);
    const kind = KINDS.get(delta.status());
    const path = (kind === "D" ? delta.oldFile() : delta.newFile()).path();
    if (kind === undefined || !isPlainText(path)) return undefined;
    changes.push({ kind, path });
  }
  return sure(changes.sort((a, b) => compareBytes(a.path, b.path)));
}

/** Asks for the text of a blob; a large one is a doubt. */
export async function readBlobText({ api, repo }: OpenRepo, id: Sha): Promise<Sure<string> | undefined> {
  const blob = await api.Blob.lookup(repo, id);
  return blob.rawsize() > MAX_BLOB ? undefined : sure(blob.content().toString("utf8"));
}
