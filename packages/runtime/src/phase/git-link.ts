import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isApart, type PlanTree } from "./plan-tree.js";

/** The text of the file `.git` of a worktree; `undefined` where there is none, or a folder, as in a checkout. */
export function readGitLink(tree: PlanTree): string | undefined {
  const path = join(tree.path, ".git");
  return isApart(tree) && lstatSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path, "utf8") : undefined;
}

/**
 * Puts the file `.git` of a worktree back, which an agent has deleted or replaced: every git command there would speak of something else. What
 * stands in its place is moved into `.dgs`, never deleted.
 * @returns What was wrong; `undefined`: nothing.
 */
export function mendGitLink(tree: PlanTree, link: string | undefined, id: string): string | undefined {
  if (link === undefined || readGitLink(tree) === link) return undefined;
  const path = join(tree.path, ".git");
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there !== undefined) {
    mkdirSync(join(tree.path, ".dgs"), { recursive: true });
    renameSync(path, join(tree.path, ".dgs", `replaced-git-${id}`));
  }
  mkdirSync(tree.path, { recursive: true });
  writeFileSync(path, link, { flag: "wx" });
  return there === undefined ? `the file .git of ${tree.path} was deleted` : `the file .git of ${tree.path} was replaced (what stood there is in .dgs/replaced-git-${id})`;
}
