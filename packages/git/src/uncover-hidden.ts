import type { GitRefusal } from "@dgs/core";
import { factsOf } from "./facts-of.js";
import { type HiddenPaths, parseHidden } from "./parse/hidden.js";
import { QUOTED, quotedTarget } from "./parse/quoted-path.js";
import { isRefusal } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";
import { linesFrom } from "./write-tree.js";

/** Git leaves files alone that a sparse checkout does not want, also where they lie on the disk and were changed. */
export const WHOLE = ["-c", "core.sparseCheckout=false"];

/** Returns the paths whose changes git was told not to look at, in quotes; of skipped ones those that are on the disk. */
export async function findHidden(run: RunGit, tree: string, indexFile?: string): Promise<HiddenPaths | GitRefusal> {
  const listed = await askGit(run, { tree, ...(indexFile === undefined ? {} : { indexFile }), args: [...QUOTED, ...WHOLE, "ls-files", "-v"], kind: "read" });
  if (isRefusal(listed)) return listed;
  const hidden = parseHidden(listed);
  // A skipped path that is not on disk is left out by a sparse checkout, not deleted.
  return { ...hidden, skipWorktree: hidden.skipWorktree.filter((file) => factsOf(quotedTarget(tree, file)) !== undefined) };
}

/** Takes the marks off such paths in a copy of the index: a reset overwrites them like any other. */
export async function uncoverHidden(run: RunGit, tree: string, indexFile: string): Promise<"uncovered" | GitRefusal> {
  const hidden = await findHidden(run, tree, indexFile);
  if (isRefusal(hidden)) return hidden;
  for (const [flag, files] of [["--no-assume-unchanged", hidden.assumeUnchanged], ["--no-skip-worktree", hidden.skipWorktree]] as const) {
    if (files.length === 0) continue;
    const done = await askGit(run, { tree, indexFile, args: [...WHOLE, "update-index", flag, "--stdin"], stdin: linesFrom(files) });
    if (isRefusal(done)) return done;
  }
  return "uncovered";
}
