import path from "node:path";
import type { GitRefusal } from "@dgs/core";
import { ownFolder } from "./git-folders.js";
import { resumeMerge } from "./merge-state.js";
import { linesOf, QUOTED } from "./parse/quoted-path.js";
import type { KeptRef } from "./parse/kept.js";
import { isRefusal } from "./refusal.js";
import { restoreRaw } from "./restore-raw.js";
import { askGit, type RunGit } from "./run-git.js";
import { WHOLE } from "./uncover-hidden.js";
import { linesFrom } from "./write-tree.js";

/** Puts the files and the index of a new worktree, which stands at the kept HEAD, to what was kept. */
export async function fillWorktree(run: RunGit, tree: string, kept: KeptRef, scratch: string): Promise<"filled" | GitRefusal> {
  const untracked = path.join(scratch, "untracked");
  const commands = [
    { args: [...WHOLE, "read-tree", "--reset", "-u", kept.sha] },
    ...(kept.parents < 3 ? [] : [{ args: ["read-tree", `${kept.sha}^3`], indexFile: untracked }, { args: ["checkout-index", "--all", "--force"], indexFile: untracked }]),
    { args: ["read-tree", "--reset", `${kept.sha}^2`] },
  ];
  for (const command of commands) {
    const done = await askGit(run, { tree, ...command });
    if (isRefusal(done)) return done;
  }
  const raw = await restoreRaw(run, tree, kept, { scratch });
  if (isRefusal(raw)) return raw;
  const unmerged = kept.parents < 4 ? "filled" : await restoreStages(run, tree, kept);
  if (isRefusal(unmerged)) return unmerged;
  const own = await ownFolder(run, tree);
  if (isRefusal(own)) return own;
  resumeMerge(own, kept.merging);
  // Its exit code tells that files differ from the index, which they may.
  const refreshed = await run({ tree, args: ["update-index", "-q", "--refresh"] });
  return isRefusal(refreshed) ? refreshed : "filled";
}

/** Puts the versions of conflicted paths back into the index. */
async function restoreStages(run: RunGit, tree: string, kept: KeptRef): Promise<"filled" | GitRefusal> {
  const printed = await askGit(run, { tree, args: [...QUOTED, "ls-tree", "-r", `${kept.sha}^4`], kind: "read" });
  if (isRefusal(printed)) return printed;
  const versions = linesOf(printed).flatMap((entry) => {
    const match = /^([0-7]{6}) \w+ ([0-9a-f]+)\t("?)([123])\/(.+)$/.exec(entry);
    return match === null ? [] : [{ mode: match[1] ?? "", blob: match[2] ?? "", stage: match[4] ?? "", file: `${match[3] ?? ""}${match[5] ?? ""}` }];
  });
  // The one version that stands there in place of all goes first: mode 0 takes it away.
  const cleared = [...new Set(versions.map(({ file }) => file))].map((file) => `0 ${"0".repeat(kept.sha.length)}\t${file}`);
  const stages = versions.map(({ mode, blob, stage, file }) => `${mode} ${blob} ${stage}\t${file}`);
  const done = await askGit(run, { tree, args: ["update-index", "--index-info"], stdin: linesFrom([...cleared, ...stages]) });
  return isRefusal(done) ? done : "filled";
}
