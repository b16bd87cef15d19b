import { join } from "node:path";
import { type Disk, isErrno, readBytes } from "./disk.js";

/**
 * Sees to it that git leaves a folder of DGS's own alone, before anything else lies in it. A file without a word is what a killed run left half-way: git
 * would show every record to whoever looks whether an agent has changed something.
 */
export function ignoreOwnFiles(folder: string, disk: Disk): void {
  const file = join(folder, ".gitignore");
  const there = readBytes(file);
  if (there !== undefined && there.length > 0) return;
  try {
    if (there !== undefined) disk.remove(file);
    disk.writeNew(file, new TextEncoder().encode("*\n"), 0o644);
  } catch (error) {
    // Somebody else was faster.
    if (!isErrno(error, "EEXIST", "ENOENT")) throw error;
  }
}
