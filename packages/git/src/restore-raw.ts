import { chmodSync, copyFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { GitRefusal } from "@dgs/core";
import { changedFiles, type FileBlob, filesOfEntries, hashRaw } from "./keep-raw.js";
import type { KeptRef } from "./parse/kept.js";
import { linesOf, QUOTED, quotedTarget, unquotePath } from "./parse/quoted-path.js";
import { isRefusal } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";
import { isSpared } from "./spared.js";

/**
 * Puts the changed and untracked files of a worktree to their very bytes, where git has written others: it converts line ends and runs
 * filters by the configuration of now, which need not be that of then.
 */
export async function restoreRaw(run: RunGit, tree: string, kept: KeptRef, { scratch, spared }: { readonly scratch: string; readonly spared?: string }): Promise<"restored" | GitRefusal> {
  const wanted = await wantedFiles(run, tree, kept, path.join(scratch, "kept"));
  if (isRefusal(wanted)) return wanted;
  const found = await hashRaw(run, tree, wanted.filter((file) => !isSpared(unquotePath(file.path).toString(), spared)), { write: false });
  if (isRefusal(found)) return found;
  for (const file of found.filter(({ raw, blob }) => raw !== blob)) {
    // The one command that writes a blob out as it is.
    const unpacked = await askGit(run, { tree, args: ["unpack-file", file.blob] });
    if (isRefusal(unpacked)) return unpacked;
    const [from, to] = [path.join(tree, lineOf(unpacked)), quotedTarget(tree, file.path)];
    const { mode } = statSync(to);
    copyFileSync(from, to);
    chmodSync(to, mode);
    rmSync(from);
  }
  return "restored";
}

/** The regular files that were changed or untracked, each with the blob of its very bytes. */
async function wantedFiles(run: RunGit, tree: string, kept: KeptRef, indexFile: string): Promise<readonly FileBlob[] | GitRefusal> {
  const read = await askGit(run, { tree, indexFile, args: ["read-tree", kept.sha] });
  if (isRefusal(read)) return read;
  const files = new Map<string, FileBlob>();
  for (const base of [kept.head, `${kept.sha}^2`]) {
    const changed = await changedFiles(run, tree, base, indexFile);
    if (isRefusal(changed)) return changed;
    for (const file of changed) files.set(file.path, file);
  }
  for (const parent of [3, 5].filter((n) => n <= kept.parents)) {
    const printed = await askGit(run, { tree, args: [...QUOTED, "ls-tree", "-r", `${kept.sha}^${parent}`], kind: "read" });
    if (isRefusal(printed)) return printed;
    for (const file of filesOfEntries(linesOf(printed))) files.set(file.path, file);
  }
  return [...files.values()];
}
