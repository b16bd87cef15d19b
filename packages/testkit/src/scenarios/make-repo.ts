import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gitOf } from "../crash/git-of.js";

/** Writes files below a folder; their folders are made. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Makes a repository of files, with one commit on `main`. */
export function makeRepo(repo: string, files: Readonly<Record<string, string>>): void {
  writeFiles(repo, files);
  gitOf(repo, ["init", "--quiet", "--initial-branch=main"]);
  for (const [key, value] of [["user.name", "DGS test"], ["user.email", "test@example.invalid"], ["commit.gpgsign", "false"], ["gc.auto", "0"], ["maintenance.auto", "false"]] as const) gitOf(repo, ["config", key, value]);
  commitAll(repo, "Start");
}

/** Commits everything in a tree. */
export function commitAll(tree: string, message: string): void {
  gitOf(tree, ["add", "--all"]);
  gitOf(tree, ["commit", "--quiet", "--message", message]);
}

/** Gives a repository a remote `origin`, a bare one beside it, and pushes `main` there. */
export function addRemote(repo: string): string {
  const remote = `${repo}-origin.git`;
  gitOf(dirname(repo), ["init", "--quiet", "--bare", "--initial-branch=main", remote]);
  gitOf(repo, ["remote", "add", "origin", `file://${remote}`]);
  gitOf(repo, ["push", "--quiet", "--set-upstream", "origin", "main"]);
  return remote;
}
