import { copyFile, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
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

/** Copies an index file; `false` when there is none, as in a tree in which nothing was ever added. */
export async function copyIndex(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
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
  await copyFile(copy, lock);
  await rename(lock, index);
  return "restored";
}
