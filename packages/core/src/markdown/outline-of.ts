import type { Outline } from "./outline.js";
import { scanOutline } from "./scan-outline.js";
import { treeOutline } from "./tree-outline.js";

/** Returns a text's outline: by its lines, or from the tree where the lines are not enough. */
export function outlineOf(source: string): Outline {
  return scanOutline(source) ?? treeOutline(source);
}
