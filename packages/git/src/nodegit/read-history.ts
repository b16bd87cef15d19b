import type { Commit, Sha } from "@dgs/core";
import type { NodegitCommit } from "./api.js";
import { splitMessage } from "./message.js";
import { isShallow, type OpenRepo } from "./open-repo.js";
import { isPlainText, readCommit, shaOf } from "./read-head.js";
import { type Sure, sure } from "./sure.js";

/** Commits that one turn in libgit2's thread brings. */
const CHUNK = 500;

/**
 * Asks for the commits of `from..to`, oldest first.
 *
 * A merge among them is a doubt, as there are many orders then and git has its own; a cut history too, and a message in another encoding.
 */
export async function readLog(open: OpenRepo, from: Sha, to: Sha): Promise<Sure<readonly Commit[]> | undefined> {
  if (isShallow(open) || (await readCommit(open, from)) === undefined || (await readCommit(open, to)) === undefined) return undefined;
  const { api, repo } = open;
  const walk = api.Revwalk.create(repo);
  walk.push(api.Oid.fromString(to));
  walk.hide(api.Oid.fromString(from));
  const found: Commit[] = [];
  for (;;) {
    const some = await walk.commitWalk(CHUNK);
    for (const commit of some) {
      const told = readOne(commit);
      if (told === undefined) return undefined;
      found.push(told.answer);
    }
    if (some.length < CHUNK) return sure(found.reverse());
  }
}

function readOne(commit: NodegitCommit): Sure<Commit> | undefined {
  const encoding = commit.messageEncoding() ?? "UTF-8";
  if (commit.parentcount() > 1 || !/^utf-?8$/i.test(encoding)) return undefined;
  const message = commit.messageRaw();
  const sha = shaOf(commit.id());
  return sha === undefined || !isPlainText(message) ? undefined : sure({ sha: sha.answer, ...splitMessage(message) });
}

/** Asks whether a commit is reachable from one of some revisions. */
export async function readReachable(open: OpenRepo, commit: Sha, from: readonly string[]): Promise<Sure<boolean> | undefined> {
  if (isShallow(open) || (await readCommit(open, commit)) === undefined) return undefined;
  for (const revision of from) {
    const tip = await readCommit(open, revision);
    if (tip === undefined) return undefined;
    if (await descends(open, tip.answer, commit)) return sure(true);
  }
  return sure(false);
}

/** Tells whether a commit is another or descends from it. */
export async function descends({ api, repo }: OpenRepo, commit: Sha, ancestor: Sha): Promise<boolean> {
  if (commit === ancestor) return true;
  return (await api.Graph.descendantOf(repo, api.Oid.fromString(commit), api.Oid.fromString(ancestor))) === 1;
}
