import path from "node:path";
import type { GitRefusal, Sha } from "@dgs/core";
import { commitTree } from "./keep.js";
import type { KeptRef } from "./parse/kept.js";
import { QUOTED } from "./parse/quoted-path.js";
import { isRefusal } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";

/**
 * Makes commits of what is kept, on top of the commit that HEAD was at, and returns the last: one of what was staged where that was
 * something of its own, then one of the changed and the untracked files. Their date is that of the keeping: asked again, they are the same.
 */
export async function commitKept(run: RunGit, repo: string, kept: KeptRef, scratch: string): Promise<Sha | GitRefusal> {
  if (!kept.stashed) return kept.head;
  const indexFile = path.join(scratch, "index");
  const staged = await treeOf(run, repo, `${kept.sha}^2`);
  if (isRefusal(staged)) return staged;
  const work = await workTree(run, repo, kept, indexFile);
  if (isRefusal(work)) return work;
  // What was staged and lies on disk in the same form needs no commit of its own.
  const wanted = [...(staged === work ? [] : [{ tree: staged, message: `Staged: ${kept.reason}` }]), { tree: work, message: `Kept: ${kept.reason}` }];
  let at = kept.head;
  let below = await treeOf(run, repo, kept.head);
  for (const { tree, message } of wanted) {
    if (isRefusal(below)) return below;
    if (tree === below) continue;
    const made = await commitTree(run, repo, { tree, parents: [at], message, date: kept.keptAt });
    if (isRefusal(made)) return made;
    at = made;
    below = tree;
  }
  return at;
}

async function workTree(run: RunGit, repo: string, kept: KeptRef, indexFile: string): Promise<string | GitRefusal> {
  const read = await askGit(run, { tree: repo, indexFile, args: ["read-tree", kept.sha] });
  if (isRefusal(read)) return read;
  if (kept.parents >= 3) {
    const listed = await askGit(run, { tree: repo, args: [...QUOTED, "ls-tree", "-r", `${kept.sha}^3`], kind: "read" });
    if (isRefusal(listed)) return listed;
    const added = await askGit(run, { tree: repo, indexFile, args: ["update-index", "--add", "--index-info"], stdin: listed });
    if (isRefusal(added)) return added;
  }
  const written = await askGit(run, { tree: repo, indexFile, args: ["write-tree"] });
  return isRefusal(written) ? written : lineOf(written);
}

async function treeOf(run: RunGit, repo: string, revision: string): Promise<string | GitRefusal> {
  const printed = await askGit(run, { tree: repo, args: ["rev-parse", "--verify", `${revision}^{tree}`], kind: "read" });
  return isRefusal(printed) ? printed : lineOf(printed);
}
