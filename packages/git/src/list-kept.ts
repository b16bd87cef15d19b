import type { GitRefusal, KeptName, KeptWork } from "@dgs/core";
import { KEPT_FORMAT, type KeptRef, parseKept } from "./parse/kept.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";

/** Where everything that is kept is pinned. */
export const KEEP_ROOT = "refs/dgs/keep/";

/** Returns all that is kept in a repository with its size, the newest first. */
export async function listKept(run: RunGit, tree: string): Promise<readonly KeptWork[] | GitRefusal> {
  const refs = await keptRefs(run, tree);
  if (isRefusal(refs)) return refs;
  const listed: KeptWork[] = [];
  for (const { stashed, parents, merging, ...kept } of refs) {
    const size = await sizeOf(run, tree, { ...kept, stashed, parents, merging });
    if (isRefusal(size)) return size;
    listed.push({ ...kept, ...size });
  }
  return listed;
}

/** Returns all that is kept in a repository without its size, the newest first. */
export async function listKeptNames(run: RunGit, tree: string): Promise<readonly KeptName[] | GitRefusal> {
  const refs = await keptRefs(run, tree);
  return isRefusal(refs) ? refs : refs.map(({ stashed: _stashed, parents: _parents, merging: _merging, ...name }) => name);
}

/** Returns the refs of what is kept, the newest first. */
export async function keptRefs(run: RunGit, tree: string): Promise<readonly KeptRef[] | GitRefusal> {
  const printed = await askGit(run, { tree, args: ["for-each-ref", "--sort=refname", "--sort=-committerdate", `--format=${KEPT_FORMAT}`, KEEP_ROOT], kind: "read" });
  if (isRefusal(printed)) return printed;
  return parseKept(printed) ?? refuse("other", "what git for-each-ref printed was not understood");
}

async function sizeOf(run: RunGit, tree: string, kept: KeptRef): Promise<Pick<KeptWork, "commits" | "files" | "bytes"> | GitRefusal> {
  const counted = await askGit(run, { tree, args: ["rev-list", "--count", kept.head, "--not", "--branches", "--tags", "--remotes"], kind: "read" });
  if (isRefusal(counted)) return counted;
  const files = kept.stashed ? await filesOf(run, tree, kept) : [];
  if (isRefusal(files)) return files;
  const bytes = await bytesOf(run, tree, [...new Set(files.flatMap((file) => (file.blob === undefined ? [] : [file.blob])))]);
  if (isRefusal(bytes)) return bytes;
  return { commits: Number(lineOf(counted)), files: new Set(files.map((file) => file.path)).size, bytes };
}

interface KeptFile {
  readonly path: string;
  readonly blob: string | undefined;
}

async function filesOf(run: RunGit, tree: string, kept: KeptRef): Promise<readonly KeptFile[] | GitRefusal> {
  const files: KeptFile[] = [];
  for (const changed of [`${kept.sha}^2`, kept.sha]) {
    const printed = await askGit(run, { tree, args: ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", kept.head, changed, "--"], kind: "read" });
    if (isRefusal(printed)) return printed;
    const fields = printed.split("\0");
    for (let i = 0; i + 1 < fields.length; i += 2) files.push({ path: fields[i + 1] ?? "", blob: blobOf(fields[i]?.split(" ") ?? []) });
  }
  // The fifth holds other bytes of the same files.
  for (let n = 3; n <= Math.min(kept.parents, 4); n++) {
    const printed = await askGit(run, { tree, args: ["ls-tree", "-r", "-z", `${kept.sha}^${String(n)}`], kind: "read" });
    if (isRefusal(printed)) return printed;
    for (const entry of printed.split("\0")) {
      const [facts, path] = [entry.slice(0, entry.indexOf("\t")), entry.slice(entry.indexOf("\t") + 1)];
      // The versions of a conflicted path lie in folders named by their stage.
      if (path !== "") files.push({ path: n === 4 ? path.slice(2) : path, blob: facts.split(" ")[2] });
    }
  }
  return files;
}

/** The new blob of a raw line `:mode mode old new status`; a deleted file has none, and a submodule's commit is no file of ours. */
function blobOf(words: readonly string[]): string | undefined {
  const [, mode, , blob] = words;
  return mode === "000000" || mode === "160000" ? undefined : blob;
}

async function bytesOf(run: RunGit, tree: string, blobs: readonly string[]): Promise<number | GitRefusal> {
  if (blobs.length === 0) return 0;
  const printed = await askGit(run, { tree, args: ["cat-file", "--batch-check=%(objectsize)"], stdin: blobs.map((blob) => `${blob}\n`).join(""), kind: "read" });
  if (isRefusal(printed)) return printed;
  return printed.split("\n").reduce((sum, line) => sum + (/^\d+$/.test(line) ? Number(line) : 0), 0);
}
