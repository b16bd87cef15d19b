import { lstatSync } from "node:fs";
import path from "node:path";
import type { GitRefusal } from "@dgs/core";
import { copyIndex } from "./index-file.js";
import { parseHidden } from "./parse/hidden.js";
import { parseStages, type Stage } from "./parse/stages.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";

/** The trees that together hold everything of a work tree that git does not ignore. */
export interface KeptTrees {
  /** What is staged; a conflicted path stands in it as "ours". */
  readonly index: string;
  /** The tracked files as they lie on disk. */
  readonly work: string;
  /** The untracked files; absent when there are none. */
  readonly untracked?: string;
  /** All versions of conflicted paths, in the folders `1`, `2` and `3`; absent when there are none. */
  readonly unmerged?: string;
}

/** Where trees are written from: the work tree, its index, and a folder for copies of it. */
export interface KeepPlace {
  readonly tree: string;
  readonly index: string;
  readonly scratch: string;
  /** Ignored files that count as untracked. */
  readonly ignored?: readonly string[];
}

/** Configuration under which git takes every file as it is, or says that it cannot. */
const TAKE_ALL = ["-c", "core.safecrlf=false", "-c", "add.ignoreErrors=false"];

/** Git writes names in quotes then, with escapes for all that is not ASCII: names that are no UTF-8 are the same when git reads them again. */
export const QUOTE_ALL = ["-c", "core.quotePath=true"];

/** Writes the trees; the user's index is only read. */
export async function writeKeptTrees(run: RunGit, place: KeepPlace): Promise<KeptTrees | GitRefusal> {
  const indexFile = path.join(place.scratch, "index");
  await copyIndex(place.index, indexFile);
  const untracked = await writeUntracked(run, place, indexFile);
  if (isRefusal(untracked)) return untracked;
  const staged = await writeIndexTrees(run, { ...place, index: indexFile });
  if (isRefusal(staged)) return staged;
  const work = await writeWork(run, place, indexFile);
  return isRefusal(work) ? work : { ...staged, work, ...(untracked === undefined ? {} : { untracked }) };
}

/** Writes the trees of what is staged, all versions of conflicted paths too; the index is a copy, and is settled on "ours". */
export async function writeIndexTrees(run: RunGit, place: KeepPlace): Promise<Pick<KeptTrees, "index" | "unmerged"> | GitRefusal> {
  const unmerged = await writeUnmerged(run, place, place.index);
  if (isRefusal(unmerged)) return unmerged;
  const index = await writeTree(run, place.tree, place.index);
  if (isRefusal(index)) return index;
  return { index, ...(unmerged === undefined ? {} : { unmerged }) };
}

async function writeUntracked(run: RunGit, place: KeepPlace, indexFile: string): Promise<string | undefined | GitRefusal> {
  const { tree } = place;
  const listed = await askGit(run, { tree, indexFile, args: [...QUOTE_ALL, "ls-files", "--others", "--exclude-standard"], kind: "read" });
  if (isRefusal(listed)) return listed;
  // A folder with a repository of its own ends in `/`. It is not removed by a reset either.
  const files = listed.split("\n").filter((file) => file !== "" && !/\/"?$/.test(file));
  const ignored = (place.ignored ?? []).filter((file) => file !== "" && !file.endsWith("/"));
  if (files.length === 0 && ignored.length === 0) return undefined;
  const untracked = path.join(place.scratch, "untracked");
  const add = [...TAKE_ALL, "update-index", "--add", "--remove"];
  const filled = await askGit(run, { tree, indexFile: untracked, args: [...add, "--stdin"], stdin: files.map((file) => `${file}\n`).join("") });
  return isRefusal(filled) ? filled : writeTreeWith(run, tree, untracked, [...add, "-z", "--stdin"], ignored);
}

/** Writes the versions of conflicted paths and settles each path on "ours" in the index copy, which could not be written as a tree otherwise. */
async function writeUnmerged(run: RunGit, place: KeepPlace, indexFile: string): Promise<string | undefined | GitRefusal> {
  const { tree } = place;
  const listed = await askGit(run, { tree, indexFile, args: ["ls-files", "--unmerged", "-z"], kind: "read" });
  if (isRefusal(listed)) return listed;
  const stages = parseStages(listed);
  if (stages === undefined) return refuse("other", "what git ls-files printed was not understood");
  if (stages.length === 0) return undefined;
  const fromInfo = ["update-index", "-z", "--index-info"];
  const versions = stages.map(({ mode, object, stage, path: file }) => `${mode} ${object}\t${String(stage)}/${file}`);
  const written = await writeTreeWith(run, tree, path.join(place.scratch, "unmerged"), fromInfo, versions);
  if (isRefusal(written)) return written;
  const settled = await askGit(run, { tree, indexFile, args: fromInfo, stdin: joined(settle(stages)) });
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
  const updated = await askGit(run, { tree, indexFile, args: [...TAKE_ALL, "add", "--update", "--", ":/"] });
  return isRefusal(updated) ? updated : writeTree(run, tree, indexFile);
}

/** Takes the marks off paths whose changes git was told not to look at: a reset overwrites them like any other. */
async function uncoverHidden(run: RunGit, tree: string, indexFile: string): Promise<"uncovered" | GitRefusal> {
  const listed = await askGit(run, { tree, indexFile, args: ["ls-files", "-v", "-z"], kind: "read" });
  if (isRefusal(listed)) return listed;
  const hidden = parseHidden(listed);
  // A skipped path that is not on disk is left out by a sparse checkout, not deleted.
  const present = hidden.skipWorktree.filter((file) => lstatSync(path.join(tree, file), { throwIfNoEntry: false }) !== undefined);
  for (const [flag, files] of [["--no-assume-unchanged", hidden.assumeUnchanged], ["--no-skip-worktree", present]] as const) {
    if (files.length === 0) continue;
    const done = await askGit(run, { tree, indexFile, args: ["update-index", flag, "-z", "--stdin"], stdin: joined(files) });
    if (isRefusal(done)) return done;
  }
  return "uncovered";
}

async function writeTreeWith(run: RunGit, tree: string, indexFile: string, args: readonly string[], fields: readonly string[]): Promise<string | GitRefusal> {
  const filled = await askGit(run, { tree, indexFile, args, stdin: joined(fields) });
  return isRefusal(filled) ? filled : writeTree(run, tree, indexFile);
}

async function writeTree(run: RunGit, tree: string, indexFile: string): Promise<string | GitRefusal> {
  const answer = await run({ tree, indexFile, args: ["write-tree"] });
  if (isRefusal(answer)) return answer;
  return answer.code === 0 ? lineOf(answer.stdout) : refusalOf(answer.printed);
}

function joined(fields: readonly string[]): string {
  return fields.map((field) => `${field}\0`).join("");
}
