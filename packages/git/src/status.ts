import type { GitRefusal, PathChange, Sha, StatusEntry, TreeFile } from "@dgs/core";
import { parseNameStatus } from "./parse/name-status.js";
import { parseStatus } from "./parse/status.js";
import { parseTreeFiles } from "./parse/tree-files.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";

const STATUS = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=none"];

/** Returns what differs from HEAD in a tree, untracked files included, ignored ones not; a folder that is a repository of its own ends in `/`. */
export async function status(run: RunGit, tree: string): Promise<readonly StatusEntry[] | GitRefusal> {
  const stdout = await askGit(run, { tree, args: STATUS, kind: "read" });
  if (isRefusal(stdout)) return stdout;
  return parseStatus(stdout) ?? refuse("other", "what git status printed was not understood");
}

/** Returns the paths that git ignores; a folder of which all is ignored is one path that ends in `/`. */
export async function listIgnored(run: RunGit, tree: string): Promise<readonly string[] | GitRefusal> {
  const stdout = await askGit(run, { tree, args: ["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"], kind: "read" });
  return isRefusal(stdout) ? stdout : stdout.split("\0").filter((path) => path !== "");
}

/** Returns all files of a commit. */
export async function listFiles(run: RunGit, tree: string, commit: Sha): Promise<readonly TreeFile[] | GitRefusal> {
  const stdout = await askGit(run, { tree, args: ["ls-tree", "-r", "-z", "--full-tree", commit], kind: "read" });
  if (isRefusal(stdout)) return stdout;
  return parseTreeFiles(stdout) ?? refuse("other", "what git ls-tree printed was not understood");
}

/** Returns the paths that differ between two commits; a rename is a `D` and an `A`. */
export async function changed(run: RunGit, tree: string, from: Sha, to: Sha): Promise<readonly PathChange[] | GitRefusal> {
  // diff-tree does not listen to the user's diff configuration, git diff does.
  const args = ["diff-tree", "-r", "-z", "--name-status", "--no-renames", "--ignore-submodules=none", from, to, "--"];
  const stdout = await askGit(run, { tree, args, kind: "read" });
  if (isRefusal(stdout)) return stdout;
  return parseNameStatus(stdout) ?? refuse("other", "what git diff-tree printed was not understood");
}
