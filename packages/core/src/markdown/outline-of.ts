import type { Outline } from "./outline.js";
import { scanOutline } from "./scan-outline.js";

/**
 * Returns a text's outline.
 *
 * Reading by lines has an answer for every text, so that the tree and its parser need not be loaded;
 * that it is the tree's answer is a property test.
 */
export function outlineOf(source: string): Outline {
  return scanOutline(source);
}
