import { existsSync } from "node:fs";
import path from "node:path";
import type { Git, Sha } from "@dgs/core";
import type { Sandbox } from "../git-contract/sandbox.js";

/** What a history is played in: a repository, what is around it, and the engine under test. */
export interface World {
  readonly sandbox: Sandbox;
  /** Makes an engine whose commits are dated some days after the first. */
  readonly engineAt: (days: number) => Git;
  readonly repo: string;
  readonly bare: string;
  /** Somebody else's clone of the remote. */
  readonly other: string;
  readonly library: string;
  /** How many contents and names were made so far. */
  count: number;
}

/** Choices of one step: a kind of action and numbers from which it takes the rest. */
export interface Step {
  readonly kind: string;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** How the world of a history is made. */
export interface WorldSetup {
  readonly config: readonly string[];
  readonly ignore: string;
  readonly attributes: string;
}

/** Makes a repository with two branches, a tag, a submodule, a bare remote and somebody else's clone of it. */
export function createWorld(sandbox: Sandbox, engineAt: (days: number) => Git, setup: WorldSetup): World {
  const { git, write } = sandbox;
  const library = sandbox.repo("library", { "lib.txt": "1\n" });
  const repo = sandbox.repo("repo", { ".gitignore": setup.ignore, ".gitattributes": setup.attributes, "a.txt": "one\n", "dir/c.txt": "one\n", "run.sh": "#!/bin/sh\n" });
  git(repo, "config", "filter.strip.clean", "grep -v output || true");
  git(repo, "config", "protocol.file.allow", "always");
  for (const setting of setup.config) git(repo, "config", ...setting.split("="));
  git(repo, "branch", "topic");
  write(repo, "b.txt", "two\n");
  git(repo, "add", "--all");
  git(repo, "commit", "--quiet", "-m", "second");
  git(repo, "tag", "v1");
  const bare = path.join(sandbox.folder, "origin.git");
  git(sandbox.folder, "clone", "--quiet", "--bare", repo, bare);
  git(repo, "remote", "add", "origin", `file://${bare}`);
  const other = path.join(sandbox.folder, "other");
  git(sandbox.folder, "clone", "--quiet", bare, other);
  return { sandbox, engineAt, repo, bare, other, library, count: 0 };
}

/** The work trees that are there, the main one first. */
export function treesOf({ sandbox, repo }: World): readonly string[] {
  const records = sandbox.git(repo, "worktree", "list", "--porcelain", "-z").split("\0").filter((field) => field.startsWith("worktree "));
  return records.map((field) => field.slice("worktree ".length)).filter((tree) => existsSync(path.join(tree, ".git")));
}

/** Takes one of a list by a number. */
export function pick<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
}

/** The branches of the repository. */
export function branchesOf({ sandbox, repo }: World): readonly string[] {
  return linesOf(sandbox.git(repo, "for-each-ref", "--format=%(refname:short)", "refs/heads"));
}

/** Commits that a step can choose from: what refs name, and their parents. */
export function commitsOf({ sandbox, repo }: World): readonly Sha[] {
  return linesOf(sandbox.git(repo, "rev-list", "--max-count=40", "--branches", "--tags", "--remotes")) as readonly Sha[];
}

/** Splits into lines. */
export function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}
