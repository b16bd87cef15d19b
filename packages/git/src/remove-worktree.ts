import { existsSync, lstatSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { GitRefusal, WorktreeRemoval } from "@dgs/core";
import { sharedFolder } from "./git-folders.js";
import { copyIndex, withScratch } from "./index-file.js";
import { keepIndexOf } from "./keep-index.js";
import { keepOrphans, namesBelow } from "./keep-orphans.js";
import { type FoundWorktree, findWorktrees } from "./list-worktrees.js";
import { operationIn } from "./operation.js";
import { refHolding } from "./reachable.js";
import { linesOf, QUOTED } from "./parse/quoted-path.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";
import { status } from "./status.js";
import { findHidden, uncoverHidden, WHOLE } from "./uncover-hidden.js";
import { forgetIntention, realTarget } from "./worktree-mark.js";

/** Which worktree is to go. */
export interface RemovalSpec {
  readonly repo: string;
  readonly path: string;
}

/**
 * Removes a worktree that DGS made, never by force.
 *
 * Its branch stays. A folder that was deleted by hand is taken off git's list, after what was staged there is kept.
 */
export async function removeWorktree(run: RunGit, spec: RemovalSpec): Promise<WorktreeRemoval | GitRefusal> {
  const target = realTarget(path.resolve(spec.repo, spec.path));
  const shared = await sharedFolder(run, spec.repo);
  if (isRefusal(shared)) return shared;
  const all = await findWorktrees(run, spec.repo);
  if (isRefusal(all)) return all;
  const found = all.find((entry) => entry.path === target || realTarget(entry.path) === target);
  if (found === undefined) {
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) return refuse("not-ours", `what stands at ${target} is no worktree of this repository`);
    forgetIntention(shared, target);
    return { type: "absent" };
  }
  const objection = await objectionTo(run, spec.repo, found);
  if (objection !== undefined) return objection;
  const done = found.missing ? await prune(run, spec.repo, found) : await remove(run, spec.repo, found);
  if (!isRefusal(done)) forgetIntention(shared, target);
  return done;
}

async function objectionTo(run: RunGit, repo: string, found: FoundWorktree): Promise<GitRefusal | undefined> {
  if (found.main || !found.ours) return refuse("not-ours", `DGS did not make the worktree ${found.path}`);
  if (found.locked !== undefined && !isHalfMade(found)) return refuse("worktree-locked", `the worktree ${found.path} is locked${found.locked === "" ? "" : `: ${found.locked}`}`);
  const busy = operationIn(found.own);
  if (busy !== undefined) return refuse("operation-in-progress", `a ${busy} is in progress in ${found.path}`);
  if (existsSync(path.join(found.own, "modules"))) return refuse("submodules", `the only copy of a submodule's repository may be in ${found.path}: take it away by hand`);
  if (found.head === undefined) return undefined;
  const holder = await refHolding(run, repo, found.head);
  if (isRefusal(holder)) return holder;
  return holder === undefined ? refuse("not-reachable", `no ref holds ${found.head}, which is checked out in ${found.path}`) : undefined;
}

/** A `git worktree add` that was killed before it made the folder leaves git's own lock behind. */
function isHalfMade(found: FoundWorktree): boolean {
  return found.missing && found.locked === "initializing";
}

async function remove(run: RunGit, repo: string, found: FoundWorktree): Promise<WorktreeRemoval | GitRefusal> {
  // Before the changes are looked at: nobody should keep and reset a worktree that then stays because of something else.
  const filled = await filledLink(run, found.path);
  if (isRefusal(filled)) return filled;
  if (filled !== undefined) return refuse("submodules", `files lie in ${found.path}/${filled}, which belongs to a submodule, and nothing here holds a copy of them: take them away by hand`);
  const entries = await status(run, found.path);
  if (isRefusal(entries)) return entries;
  if (entries.length > 0) {
    const names = entries.slice(0, 20).map((entry) => entry.path).join(", ");
    return refuse("dirty", `${found.path} has changes that are not committed: ${names}`);
  }
  const hidden = await hiddenChange(run, found);
  if (isRefusal(hidden)) return hidden;
  if (hidden !== undefined) return refuse("dirty", `${found.path} has changes that git was told not to look at: ${hidden}`);
  const orphans = await keepOrphansOf(run, repo, found);
  if (isRefusal(orphans)) return orphans;
  // Git looks for changes once more, itself.
  const done = await askGit(run, { tree: repo, args: ["worktree", "remove", "--", found.path] });
  return isRefusal(done) ? done : { type: "removed" };
}

/** Returns paths that differ from the index though git says that nothing does; `undefined` when none does. */
async function hiddenChange(run: RunGit, found: FoundWorktree): Promise<string | undefined | GitRefusal> {
  const hidden = await findHidden(run, found.path);
  if (isRefusal(hidden)) return hidden;
  if (hidden.assumeUnchanged.length + hidden.skipWorktree.length === 0) return undefined;
  return withScratch(async (scratch) => {
    const indexFile = path.join(scratch, "index");
    await copyIndex(path.join(found.own, "index"), indexFile);
    const uncovered = await uncoverHidden(run, found.path, indexFile);
    if (isRefusal(uncovered)) return uncovered;
    const printed = await askGit(run, { tree: found.path, indexFile, args: [...QUOTED, ...WHOLE, "diff", "--no-ext-diff", "--name-only", "--ignore-submodules=all"], kind: "read" });
    if (isRefusal(printed)) return printed;
    return printed === "" ? undefined : linesOf(printed).slice(0, 20).join(", ");
  });
}

/** Pins commits that would go with git's folder of the worktree: those that only its reflog or its own refs know. */
function keepOrphansOf(run: RunGit, repo: string, found: FoundWorktree): Promise<"kept" | GitRefusal> {
  const id = path.basename(found.own).replaceAll(/[^A-Za-z0-9-]+/g, "-");
  return keepOrphans(run, { repo, names: namesBelow(found.own), name: `worktrees/${id}`, reason: `commits that only the worktree ${path.basename(found.path)} knew` });
}

/** Returns the folder of a submodule that has something in it: where it was not fetched, `git status` does not look there. */
async function filledLink(run: RunGit, tree: string): Promise<string | undefined | GitRefusal> {
  const printed = await askGit(run, { tree, args: ["ls-files", "--stage", "-z"], kind: "read" });
  if (isRefusal(printed)) return printed;
  const links = printed.split("\0").filter((entry) => entry.startsWith("160000 ")).map((entry) => entry.slice(entry.indexOf("\t") + 1));
  return links.find((link) => isFilled(path.join(tree, link)));
}

function isFilled(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

async function prune(run: RunGit, repo: string, found: FoundWorktree): Promise<WorktreeRemoval | GitRefusal> {
  const kept = await withScratch((scratch) => keepIndexOf(run, { repo, own: found.own, head: found.head, scratch }));
  if (isRefusal(kept)) return kept;
  const orphans = await keepOrphansOf(run, repo, found);
  if (isRefusal(orphans)) return orphans;
  if (isHalfMade(found)) rmSync(path.join(found.own, "locked"), { force: true });
  const done = await askGit(run, { tree: repo, args: ["worktree", "remove", "--", found.path] });
  return isRefusal(done) ? done : { type: "pruned", ...(kept === undefined ? {} : { kept }) };
}
