import { createHash } from "node:crypto";
import { existsSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { lineOf } from "./run-git.js";
import { textOf } from "./git-folders.js";
import { writeDurably } from "./write-durably.js";

/** Tells the worktrees that DGS made; the mark lies in git's own folder of the worktree, so that it moves and goes with it. */
const MARK = "dgs.json";

/**
 * Writes down that DGS is about to make a worktree.
 *
 * Done before git is asked: between git's last step and the mark a run can be killed, and nobody would know whose the worktree is.
 */
export function intendWorktree(shared: string, target: string): void {
  writeDurably(intentionFile(shared, target), `${JSON.stringify({ path: realTarget(target) })}\n`);
}

/** Takes the intention back: the worktree was not made. */
export function forgetIntention(shared: string, target: string): void {
  rmSync(intentionFile(shared, target), { force: true });
}

/** Marks the worktree at a place as made by DGS, where that had been intended. */
export function markIntended(shared: string, target: string): void {
  const intention = intentionFile(shared, target);
  if (!existsSync(intention)) return;
  const pointer = /^gitdir: (.*)$/s.exec(lineOf(textOf(path.join(target, ".git")) ?? ""))?.[1];
  if (pointer === undefined) return;
  writeDurably(path.join(path.resolve(target, pointer), MARK), `${JSON.stringify({ version: 1 })}\n`);
  rmSync(intention, { force: true });
}

/** Tells whether DGS made the worktree that has this path and this git folder, or was about to when it was killed. */
export function isMarked(shared: string, target: string, own: string): boolean {
  return existsSync(path.join(own, MARK)) || existsSync(intentionFile(shared, target));
}

function intentionFile(shared: string, target: string): string {
  return path.join(folderOf(shared), nameOf(target));
}

function folderOf(shared: string): string {
  return path.join(shared, "dgs", "making");
}

function nameOf(target: string): string {
  return `${createHash("sha256").update(realTarget(target)).digest("hex").slice(0, 32)}.json`;
}

/** The path without symbolic links, as git writes it down; what does not exist yet has none. */
export function realTarget(target: string): string {
  try {
    return realpathSync(target);
  } catch {
    const parent = path.dirname(target);
    return parent === target ? target : path.join(realTarget(parent), path.basename(target));
  }
}
