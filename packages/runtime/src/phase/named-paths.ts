import { lstatSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { PathChange } from "@dgs/core";
import { endsOutside } from "../work/link-end.js";
import type { PlanTree } from "./plan-tree.js";

/** What is wrong with the paths that a summary says the plan has made: each must lie in one of the trees, and be there. (design 3.5) */
export function missingPaths(trees: readonly PlanTree[], created: readonly string[]): readonly string[] {
  return created.flatMap((path) => {
    if (isAbsolute(path) || /^[A-Za-z]:/.test(path) || path.split(/[\\/]/).includes("..")) return [`the summary says that ${path} was made, which is no path inside the repository: name what was made there, relative to its top folder`];
    return trees.some((tree) => isThere(tree, path)) ? [] : [`the summary says that ${path} was made, and it is not there: make it, or take it out of the summary`];
  });
}

function isThere(tree: PlanTree, path: string): boolean {
  const names = path.startsWith(`${tree.repo.name}/`) ? [path, path.slice(tree.repo.name.length + 1)] : [path];
  // A pattern or a folder in the list is no name of a file.
  return names.some((name) => /[*?{]/.test(name) || lstatSync(join(tree.path, name), { throwIfNoEntry: false }) !== undefined);
}

/** Symbolic links among changed paths that lead out of their tree: whoever follows one reads or writes elsewhere. (design 3.17) */
export function linksOutside(tree: PlanTree, changes: readonly PathChange[]): readonly string[] {
  return changes.flatMap(({ kind, path }) => {
    if (kind === "D" || lstatSync(join(tree.path, path), { throwIfNoEntry: false })?.isSymbolicLink() !== true) return [];
    return endsOutside(tree.path, join(tree.path, path)) ? [`${path} is a symbolic link that leads out of the repository: take it out`] : [];
  });
}
