import path from "node:path";
import type { GitRefusal, Sha } from "@dgs/core";
import { copyIndex } from "./index-file.js";
import { writeRaw } from "./keep-raw.js";
import { writeUntracked } from "./keep-untracked.js";
import { prefixQuoted, QUOTED } from "./parse/quoted-path.js";
import { parseStages, type Stage } from "./parse/stages.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";
import { uncoverHidden, WHOLE } from "./uncover-hidden.js";
import { type KeepPlace, linesFrom, TAKE_ALL, writeTree, writeTreeWith } from "./write-tree.js";

/** The trees that together hold everything of a work tree that git does not ignore. */
export interface KeptTrees {
  /** What is staged; a conflicted path stands in it as "ours". */
  readonly index: string;
  /** The tracked files as they lie on disk, as git would add them. */
  readonly work: string;
  /** The untracked files, as git would add them; absent when there are none. */
  readonly untracked?: string;
  /** All versions of conflicted paths, in the folders `1`, `2` and `3`; absent when there are none. */
  readonly unmerged?: string;
  /** Byte for byte the changed and untracked files of which git would add other bytes; absent when there are none. */
  readonly raw?: string;
}

/** Writes the trees; the user's index is only read. Names go through in git's quotes, as they need not be UTF-8. */
export async function writeKeptTrees(run: RunGit, place: KeepPlace & { readonly head: Sha }): Promise<KeptTrees | GitRefusal> {
  const indexFile = path.join(place.scratch, "index");
  await copyIndex(place.index, indexFile);
  const untracked = await writeUntracked(run, place, indexFile);
  if (isRefusal(untracked)) return untracked;
  const staged = await writeIndexTrees(run, { ...place, index: indexFile });
  if (isRefusal(staged)) return staged;
  const work = await writeWork(run, place, indexFile);
  if (isRefusal(work)) return work;
  const bases = [...new Set([place.head, ...(staged.index === work ? [] : [staged.index])])];
  const raw = await writeRaw(run, place, { indexFile, bases, untracked: untracked?.entries ?? [] });
  if (isRefusal(raw)) return raw;
  return { ...staged, work, ...(untracked === undefined ? {} : { untracked: untracked.tree }), ...(raw === undefined ? {} : { raw }) };
}

/** Writes the trees of what is staged, all versions of conflicted paths too; the index is a copy, and is settled on "ours". */
export async function writeIndexTrees(run: RunGit, place: KeepPlace): Promise<Pick<KeptTrees, "index" | "unmerged"> | GitRefusal> {
  const unmerged = await writeUnmerged(run, place, place.index);
  if (isRefusal(unmerged)) return unmerged;
  const index = await writeTree(run, place.tree, place.index);
  if (isRefusal(index)) return index;
  return { index, ...(unmerged === undefined ? {} : { unmerged }) };
}

/** Writes the versions of conflicted paths and settles each path on "ours" in the index copy, which could not be written as a tree otherwise. */
async function writeUnmerged(run: RunGit, place: KeepPlace, indexFile: string): Promise<string | undefined | GitRefusal> {
  const { tree } = place;
  const listed = await askGit(run, { tree, indexFile, args: [...QUOTED, "ls-files", "--unmerged"], kind: "read" });
  if (isRefusal(listed)) return listed;
  const stages = parseStages(listed, "\n");
  if (stages === undefined) return refuse("other", "what git ls-files printed was not understood");
  if (stages.length === 0) return undefined;
  const fromInfo = ["update-index", "--index-info"];
  const versions = stages.map(({ mode, object, stage, path: file }) => `${mode} ${object}\t${prefixQuoted(`${String(stage)}/`, file)}`);
  const written = await writeTreeWith(run, tree, path.join(place.scratch, "unmerged"), fromInfo, versions);
  if (isRefusal(written)) return written;
  const settled = await askGit(run, { tree, indexFile, args: fromInfo, stdin: linesFrom(settle(stages)) });
  return isRefusal(settled) ? settled : written;
}

/** Lines for `--index-info` that leave one version of each conflicted path: ours, else theirs, else the base. */
function settle(stages: readonly Stage[]): readonly string[] {
  const best = new Map<string, Stage>();
  for (const wanted of [1, 3, 2]) {
    for (const stage of stages) if (stage.stage === wanted) best.set(stage.path, stage);
  }
  return [...best.values()].map(({ mode, object, path: file }) => `${mode} ${object}\t${file}`);
}

async function writeWork(run: RunGit, place: KeepPlace, indexFile: string): Promise<string | GitRefusal> {
  const { tree } = place;
  const uncovered = await uncoverHidden(run, tree, indexFile);
  if (isRefusal(uncovered)) return uncovered;
  const updated = await askGit(run, { tree, indexFile, args: [...TAKE_ALL, ...WHOLE, "add", "--update", "--", ":/"] });
  return isRefusal(updated) ? updated : writeTree(run, tree, indexFile);
}
