import { lstatSync } from "node:fs";
import path from "node:path";
import type { GitRefusal, Sha } from "@dgs/core";
import { resolve } from "./head.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";
import { cleanBut, isSpared, pathsBut } from "./spared.js";
import { indexPath } from "./top-level.js";

/** Arguments per command line that are surely not too many for any system. */
const CHUNK = 200;

/**
 * Puts a tree, its index and its branch to a commit and removes untracked files; ignored files stay, repositories inside the tree too.
 *
 * Untracked files are removed first: once the tree's `.gitignore` is another one, files that were ignored until now would go with them.
 * An ignored file that the commit has an own version of is a refusal, as nothing holds a copy of it. A spared folder keeps its files and
 * its entries in the index.
 */
export async function resetTo(run: RunGit, tree: string, sha: Sha, spared?: string): Promise<"reset" | GitRefusal> {
  const target = await checkTarget(run, tree, sha);
  if (isRefusal(target)) return target;
  const found = await ignoredFilesInTheWay(run, tree, sha);
  if (isRefusal(found)) return found;
  const lost = found.filter((file) => !isSpared(file, spared));
  if (lost.length > 0) {
    return refuse("path-exists", `ignored files would be overwritten, move them away first: ${lost.slice(0, 20).join(", ")}`);
  }
  const cleaned = await askGit(run, { tree, args: ["clean", "-d", "--force", "--quiet", ...cleanBut(spared)] });
  if (isRefusal(cleaned)) return cleaned;
  if (spared !== undefined) return resetBut(run, tree, sha, spared);
  const done = await askGit(run, { tree, args: ["reset", "--hard", "--quiet", "--no-recurse-submodules", sha, "--"] });
  return isRefusal(done) ? done : "reset";
}

/** The branch goes last: cut off before it, the same again ends what was begun. */
async function resetBut(run: RunGit, tree: string, sha: Sha, spared: string): Promise<"reset" | GitRefusal> {
  const restored = await restorePaths(run, tree, ["--staged", "--worktree", `--source=${sha}`], spared);
  if (isRefusal(restored)) return restored;
  const moved = await askGit(run, { tree, args: ["reset", "--soft", "--quiet", sha, "--"] });
  return isRefusal(moved) ? moved : "reset";
}

/** Runs `git restore` over a tree but for a spared folder; a tree that holds nothing else is restored already. */
export async function restorePaths(run: RunGit, tree: string, options: readonly string[], spared: string): Promise<"restored" | GitRefusal> {
  const answer = await run({ tree, args: ["restore", "--no-overlay", "--quiet", "--no-recurse-submodules", "--ignore-skip-worktree-bits", ...options, "--", ...pathsBut(spared)] });
  if (isRefusal(answer)) return answer;
  return answer.code === 0 || /did not match any file/.test(answer.printed) ? "restored" : refusalOf(answer.printed);
}

async function checkTarget(run: RunGit, tree: string, sha: Sha): Promise<"there" | GitRefusal> {
  const index = await indexPath(run, tree);
  if (isRefusal(index)) return index;
  const found = await resolve(run, tree, sha);
  if (isRefusal(found)) return found;
  return found === undefined ? refuse("unknown-revision", `there is no commit ${sha}`) : "there";
}

/** Returns the ignored files that stand where a commit has files that the index has not. */
export async function ignoredFilesInTheWay(run: RunGit, tree: string, sha: Sha): Promise<readonly string[] | GitRefusal> {
  const args = ["diff-index", "--cached", "-z", "--name-only", "--no-renames", "--diff-filter=D", sha, "--"];
  const absent = await askGit(run, { tree, args, kind: "read" });
  if (isRefusal(absent)) return absent;
  const obstacles = [...new Set(absent.split("\0").flatMap((file) => obstacleTo(tree, file)))];
  const ignored: string[] = [];
  for (let i = 0; i < obstacles.length; i += CHUNK) {
    const paths = obstacles.slice(i, i + CHUNK).map((file) => `:(top,literal)${file}`);
    const listed = await askGit(run, { tree, args: ["ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", ...paths], kind: "read" });
    if (isRefusal(listed)) return listed;
    ignored.push(...listed.split("\0").filter((file) => file !== ""));
  }
  return ignored;
}

/** What stands where a file is to be written: the file itself, a folder of its name, or a file where one of its folders is to be. */
function obstacleTo(tree: string, file: string): readonly string[] {
  if (file === "") return [];
  const segments = file.split("/");
  for (let i = 1; i <= segments.length; i++) {
    const part = segments.slice(0, i).join("/");
    const found = lstatSync(path.join(tree, part), { throwIfNoEntry: false });
    if (found === undefined) return [];
    if (i === segments.length || !found.isDirectory()) return [part];
  }
  return [];
}
