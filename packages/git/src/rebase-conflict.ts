import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type ConflictFile, type GitRefusal, parseSha, type RebaseConflict, type Sha } from "@dgs/core";
import { resolve } from "./head.js";
import { parseStages } from "./parse/stages.js";
import type { RebaseRecord, RebaseStop } from "./rebase-record.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";

/** A line that git draws around the sides of a conflict. */
const MARKER = /^(?:<{7}|\|{7}|>{7})(?: |\r?$)/m;

/** Reads the state that a rebase stopped in. */
export async function readStop(run: RunGit, tree: string): Promise<RebaseStop | GitRefusal> {
  const printed = await askGit(run, { tree, args: ["ls-files", "--unmerged", "-z"], kind: "read" });
  if (isRefusal(printed)) return printed;
  const stages = parseStages(printed);
  if (stages === undefined) return refuse("other", "what git ls-files printed was not understood");
  const files = new Map<string, Omit<ConflictFile, "staged">>();
  for (const { path: file, stage, object } of stages) {
    const blob = parseSha(object);
    const side = stage === 1 ? "base" : stage === 2 ? "ours" : "theirs";
    files.set(file, { ...(files.get(file) ?? { path: file }), ...(blob === undefined ? {} : { [side]: blob }) });
  }
  const outside = await hashOutside(run, tree, new Set(files.keys()));
  return isRefusal(outside) ? outside : { files: [...files.values()], outside };
}

/** Returns a hash of what is staged besides some paths. */
export async function hashOutside(run: RunGit, tree: string, paths: ReadonlySet<string>): Promise<string | GitRefusal> {
  const printed = await askGit(run, { tree, args: ["ls-files", "--stage", "-z"], kind: "read" });
  if (isRefusal(printed)) return printed;
  const others = printed.split("\0").filter((entry) => !paths.has(entry.slice(entry.indexOf("\t") + 1)));
  return createHash("sha256").update(others.join("\0")).digest("hex");
}

/** Returns the conflict that a rebase waits with. */
export async function conflictOf(run: RunGit, tree: string, record: RebaseRecord, stop: RebaseStop): Promise<RebaseConflict | GitRefusal> {
  const commit = await resolve(run, tree, "REBASE_HEAD");
  if (isRefusal(commit)) return commit;
  const unmerged = await unmergedPaths(run, tree);
  if (isRefusal(unmerged)) return unmerged;
  const files = stop.files.map((file) => ({ ...file, staged: !unmerged.has(file.path) }));
  return { type: "conflict", from: record.from, onto: record.onto, ...(commit === undefined ? {} : { commit }), files };
}

/** Returns the paths that still stand in the index in several versions. */
export async function unmergedPaths(run: RunGit, tree: string): Promise<ReadonlySet<string> | GitRefusal> {
  const printed = await askGit(run, { tree, args: ["diff", "--name-only", "--diff-filter=U", "--no-ext-diff", "-z"], kind: "read" });
  return isRefusal(printed) ? printed : new Set(printed.split("\0").filter((file) => file !== ""));
}

/** Returns a file that has conflict markers which neither side had; `undefined` when none has. */
export async function findMarkers(run: RunGit, tree: string, files: readonly Omit<ConflictFile, "staged">[]): Promise<string | undefined | GitRefusal> {
  for (const file of files) {
    if (!hasMarkers(tree, file.path)) continue;
    const known = await someBlobHasMarkers(run, tree, [file.ours, file.theirs]);
    if (isRefusal(known)) return known;
    if (!known) return file.path;
  }
  return undefined;
}

/** Returns the text of a blob. */
export async function readBlob(run: RunGit, tree: string, blob: Sha): Promise<string | GitRefusal> {
  return askGit(run, { tree, args: ["cat-file", "blob", blob], kind: "read" });
}

async function someBlobHasMarkers(run: RunGit, tree: string, blobs: readonly (Sha | undefined)[]): Promise<boolean | GitRefusal> {
  for (const blob of blobs) {
    if (blob === undefined) continue;
    const text = await readBlob(run, tree, blob);
    if (isRefusal(text)) return text;
    if (MARKER.test(text)) return true;
  }
  return false;
}

function hasMarkers(tree: string, file: string): boolean {
  try {
    return MARKER.test(readFileSync(path.join(tree, file), "latin1"));
  } catch {
    // Deleted, a folder, or a link to nowhere: no text to have markers in.
    return false;
  }
}
