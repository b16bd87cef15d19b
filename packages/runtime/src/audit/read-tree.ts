import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeText } from "../decode-text.js";
import { isErrno } from "../disk.js";

/**
 * Reads the text of a tracked file in a tree; `undefined` where it is not there, a link, too large, or no text.
 * @param path Relative to the tree, as git lists it.
 */
export function readTreeText(tree: string, path: string, mostBytes: number): string | undefined {
  const file = join(tree, ...path.split("/"));
  try {
    const facts = lstatSync(file);
    if (!facts.isFile() || facts.size > mostBytes) return undefined;
    const decoded = decodeText(readFileSync(file));
    return typeof decoded === "string" ? decoded : undefined;
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR", "EACCES", "ELOOP", "ENAMETOOLONG")) return undefined;
    throw error;
  }
}
