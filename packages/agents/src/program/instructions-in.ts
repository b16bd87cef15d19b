import { readdir } from "node:fs/promises";
import path from "node:path";

/** Folders that hold the work of others, in which no program looks for instructions before it works there. */
const PASSED_OVER = new Set([".git", "node_modules", ".dgs"]);

/** Finds a file of one of the names in a folder or below it, relative to it; `undefined`: there is none. Links are not followed. */
export async function instructionsIn(folder: string, names: readonly string[]): Promise<string | undefined> {
  const waiting = [""];
  for (let below = waiting.shift(); below !== undefined; below = waiting.shift()) {
    const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch(() => []);
    const found = entries.find((entry) => !entry.isDirectory() && names.some((name) => name.toLowerCase() === entry.name.toLowerCase()));
    if (found !== undefined) return path.join(below, found.name);
    waiting.push(...entries.filter((entry) => entry.isDirectory() && !PASSED_OVER.has(entry.name)).map((entry) => path.join(below, entry.name)));
  }
  return undefined;
}
