import { readdir } from "node:fs/promises";
import path from "node:path";

/** Folders that hold the work of others, in which no program looks for instructions before it works there. */
const PASSED_OVER = new Set([".git", "node_modules", ".dgs"]);

/**
 * Finds something of one of the names in a folder or below it, relative to it; `undefined`: there is none. A name with `/` behind it is that of a folder, any other that of
 * what is no folder; a link counts as both, and is not followed. The second names count only in folders below.
 *
 * Throws where a folder cannot be looked into: what is in there is not known.
 */
export async function instructionsIn(folder: string, names: readonly string[], namesBelow: readonly string[] = []): Promise<string | undefined> {
  const lower = (list: readonly string[]): readonly string[] => list.map((name) => name.toLowerCase());
  const [inFolder, inBelow] = [new Set(lower(names)), new Set(lower([...names, ...namesBelow]))];
  const waiting = [""];
  for (let below = waiting.shift(); below !== undefined; below = waiting.shift()) {
    const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch(nothingThere);
    const wanted = below === "" ? inFolder : inBelow;
    const found = entries.find((entry) => (!entry.isDirectory() && wanted.has(entry.name.toLowerCase())) || (!entry.isFile() && wanted.has(`${entry.name.toLowerCase()}/`)));
    if (found !== undefined) return path.join(below, found.name);
    waiting.push(...entries.filter((entry) => entry.isDirectory() && !PASSED_OVER.has(entry.name)).map((entry) => path.join(below, entry.name)));
  }
  return undefined;
}

/** A folder that is gone holds nothing. */
function nothingThere(error: unknown): readonly [] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}
