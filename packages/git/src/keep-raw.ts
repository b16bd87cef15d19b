import path from "node:path";
import type { GitRefusal } from "@dgs/core";
import { parseRawDiff } from "./parse/raw-diff.js";
import { linesOf, QUOTED } from "./parse/quoted-path.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";
import { type KeepPlace, linesFrom, writeTreeWith } from "./write-tree.js";

/** A regular file on the disk, and the blob that git has of it. */
export interface FileBlob {
  readonly mode: string;
  readonly blob: string;
  /** In git's quotes. */
  readonly path: string;
}

/** Where changed files are found: an index that holds the files as they lie there, what it differs from, and untracked entries. */
export interface RawSource {
  readonly indexFile: string;
  readonly bases: readonly string[];
  readonly untracked: readonly string[];
}

/**
 * Writes the changed and untracked files whose bytes git changes when it adds them (line ends, filters, `ident`, encodings) as a tree of
 * their very bytes; `undefined` when there are none. From what git adds, such a file cannot be made again.
 */
export async function writeRaw(run: RunGit, place: KeepPlace, source: RawSource): Promise<string | undefined | GitRefusal> {
  const files = new Map<string, FileBlob>();
  for (const base of source.bases) {
    const changed = await changedFiles(run, place.tree, base, source.indexFile);
    if (isRefusal(changed)) return changed;
    for (const file of changed) files.set(file.path, file);
  }
  for (const file of filesOfEntries(source.untracked)) files.set(file.path, file);
  const hashed = await hashRaw(run, place.tree, [...files.values()], { write: true });
  if (isRefusal(hashed)) return hashed;
  const other = hashed.filter((file) => file.raw !== file.blob);
  if (other.length === 0) return undefined;
  const lines = other.map(({ mode, raw, path: file }) => `${mode} ${raw}\t${file}`);
  return writeTreeWith(run, place.tree, path.join(place.scratch, "raw"), ["update-index", "--index-info"], lines);
}

/** Returns the regular files of an index that differ from a tree. */
export async function changedFiles(run: RunGit, tree: string, base: string, indexFile?: string): Promise<readonly FileBlob[] | GitRefusal> {
  const args = [...QUOTED, "diff-index", "--cached", "--raw", "--no-renames", "--no-abbrev", "--ignore-submodules=all", base, "--"];
  const printed = await askGit(run, { tree, ...(indexFile === undefined ? {} : { indexFile }), args, kind: "read" });
  if (isRefusal(printed)) return printed;
  return parseRawDiff(printed).flatMap(({ mode, blob, path: file }) => (isRegular(mode) ? [{ mode, blob, path: file }] : []));
}

/** Returns the regular files of entries as `ls-files --stage` or `ls-tree` print them. */
export function filesOfEntries(entries: readonly string[]): readonly FileBlob[] {
  return entries.flatMap((entry) => {
    const match = /^([0-7]{6}) (?:blob )?([0-9a-f]+)(?: 0)?\t(.+)$/.exec(entry);
    return match?.[1] !== undefined && match[2] !== undefined && match[3] !== undefined && isRegular(match[1]) ? [{ mode: match[1], blob: match[2], path: match[3] }] : [];
  });
}

/** Adds to files the ids that their bytes have as they lie on the disk; with `write`, the blobs are stored. */
export async function hashRaw(run: RunGit, tree: string, files: readonly FileBlob[], options: { readonly write: boolean }): Promise<readonly (FileBlob & { readonly raw: string })[] | GitRefusal> {
  if (files.length === 0) return [];
  const args = ["hash-object", ...(options.write ? ["-w"] : []), "--no-filters", "--stdin-paths"];
  const printed = await askGit(run, { tree, args, stdin: linesFrom(files.map((file) => file.path)), kind: options.write ? "write" : "read" });
  if (isRefusal(printed)) return printed;
  const ids = linesOf(printed);
  if (ids.length !== files.length) return refuse("other", "git hash-object printed another number of ids than it was asked for");
  return files.map((file, i) => ({ ...file, raw: ids[i] ?? "" }));
}

function isRegular(mode: string): boolean {
  return mode.startsWith("100");
}
