import { copyFile, mkdtemp, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** Runs a function with a new folder for temporary files, which is removed afterwards. */
export async function withScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "dgs-git-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Copies an index file; `false` when there is none, as in a tree in which nothing was ever added.
 *
 * Git looks into a file that was changed no earlier than the index was written, as its times alone do not tell. A copy with a time
 * of its own would look newer than it is, and such a change would be passed over: the copy is dated back to the full second.
 */
export async function copyIndex(from: string, to: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(from);
    await copyFile(from, to);
    const second = Math.floor(mtimeMs / 1_000);
    await utimes(to, second, second);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Puts an index back to a copy made of it before; `undefined` is an index that was not there.
 *
 * Goes by way of git's own lock, so that no other git reads half an index or loses what it is about to write.
 */
export async function restoreIndex(index: string, copy: string | undefined): Promise<"restored" | "locked"> {
  const lock = `${index}.lock`;
  try {
    await writeFile(lock, "", { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return "locked";
    throw error;
  }
  if (copy === undefined) {
    await rm(index, { force: true });
    await rm(lock);
    return "restored";
  }
  await copyIndex(copy, lock);
  await rename(lock, index);
  return "restored";
}
