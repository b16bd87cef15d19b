import path from "node:path";
import type { GitRefusal } from "@dgs/core";
import { factsOf } from "./facts-of.js";
import { linesOf, QUOTED, quotedTarget } from "./parse/quoted-path.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";
import { type KeepPlace, TAKE_ALL, writeTreeWith } from "./write-tree.js";

/** The untracked files: their tree, and its entries as `ls-files --stage` prints them with quoted names. */
export interface UntrackedFiles {
  readonly tree: string;
  readonly entries: readonly string[];
}

/** Writes the untracked files as a tree; `undefined` when there are none. */
export async function writeUntracked(run: RunGit, place: KeepPlace, indexFile: string): Promise<UntrackedFiles | undefined | GitRefusal> {
  const { tree } = place;
  const listed = await askGit(run, { tree, indexFile, args: [...QUOTED, "ls-files", "--others", "--exclude-standard"], kind: "read" });
  if (isRefusal(listed)) return listed;
  // A folder with a repository of its own ends in `/`. It is not removed by a reset either.
  const files = linesOf(listed).filter((file) => !/\/"?$/.test(file));
  const ignored = (place.ignored ?? []).filter((file) => file !== "" && !file.endsWith("/"));
  if (files.length === 0 && ignored.length === 0) return undefined;
  const filled = path.join(place.scratch, "untracked");
  const add = [...TAKE_ALL, "update-index", "--add", "--remove"];
  if (ignored.length > 0) {
    // The caller's names are text, not git's quotes.
    const named = await askGit(run, { tree, indexFile: filled, args: [...add, "-z", "--stdin"], stdin: ignored.map((file) => `${file}\0`).join("") });
    if (isRefusal(named)) return named;
  }
  const written = await writeTreeWith(run, tree, filled, [...add, "--stdin"], files);
  if (isRefusal(written)) return written;
  const taken = await askGit(run, { tree, indexFile: filled, args: [...QUOTED, "ls-files", "--stage"], kind: "read" });
  if (isRefusal(taken)) return taken;
  const entries = linesOf(taken);
  const left = leftOut(tree, files, entries);
  if (left.length > 0) return refuse("bad-name", `git takes no file of such a name, so it cannot be kept: move it away first: ${left.slice(0, 20).join(", ")}`);
  return { tree: written, entries };
}

/** Names that git passed over without a word (`git~1`, a `.gitmodules` that is a link, …), though the file is still there. */
function leftOut(tree: string, files: readonly string[], entries: readonly string[]): readonly string[] {
  const taken = new Set(entries.map((entry) => entry.slice(entry.indexOf("\t") + 1)));
  return files.filter((file) => !taken.has(file) && factsOf(quotedTarget(tree, file)) !== undefined);
}
