import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { GitRefusal } from "@dgs/core";
import { sharedFolder } from "./git-folders.js";
import { isRefusal, refuse } from "./refusal.js";
import type { RunGit } from "./run-git.js";

/** What a rebase, its end and its abort write in the git folder of their tree. */
const OWN = ["index", "HEAD", "ORIG_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD"];

/** How often a lock is looked at again, and milliseconds in between: other gits take those that worktrees share for moments. */
const TRIES = 20;
const WAIT_MS = 100;

/**
 * Refuses while a lock lies where a rebase has to write, and names every one.
 *
 * Git itself stops at such a lock in the middle of what it does, or goes on without what it could not write: a rebase that forgets which commit it
 * replays, a cherry-pick that is left when the rebase is over. A git that was killed leaves locks for good, and only a person may say that it is so.
 */
export async function refuseRebaseLocks(run: RunGit, spec: { readonly tree: string; readonly own: string; readonly branch: string | undefined }): Promise<GitRefusal | undefined> {
  const shared = await sharedFolder(run, spec.tree);
  if (isRefusal(shared)) return shared;
  const files = [...OWN.map((name) => path.join(spec.own, name)), path.join(shared, "packed-refs"), ...(spec.branch === undefined ? [] : [path.join(shared, "refs/heads", spec.branch)])];
  const locks = (): readonly string[] => files.map((file) => `${file}.lock`).filter((file) => existsSync(file));
  for (let tries = 1; tries < TRIES && locks().length > 0; tries++) await sleep(WAIT_MS);
  const left = locks();
  if (left.length === 0) return undefined;
  return refuse("index-locked", `another git is at work in ${spec.tree}, or was killed and left ${left.map((lock) => `'${lock}'`).join(" and ")} behind`);
}
