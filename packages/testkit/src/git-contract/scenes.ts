import { chmodSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { Sandbox } from "./sandbox.js";
import type { Stage } from "./stage.js";

/** Names that break what splits, quotes or trims. */
export const ODD_NAMES = ["with space.txt", 'quo"te.txt', "ünï-😀.txt", "new\nline.txt", "-dash.txt", "a -> b.txt", "tab\there.txt", "back\\slash.txt", "star*.txt", ":(top)colon.txt", " lead.txt", "trail .txt "];

/** A repository with every kind of work that a commit does not hold. */
export function dirty(stage: Stage, name = "repo"): string {
  const tree = stage.repo(name, { ".gitignore": "*.log\n", "staged.txt": "1", "both.txt": "1", "changed.txt": "1", "gone.txt": "1", "dropped.txt": "1", "run.sh": "1" });
  for (const file of ["staged.txt", "both.txt"]) stage.write(tree, file, "2");
  stage.write(tree, "added.txt", "staged as new");
  stage.git(tree, "add", "staged.txt", "both.txt", "added.txt");
  stage.git(tree, "rm", "--quiet", "--cached", "dropped.txt");
  stage.write(tree, "both.txt", "3");
  stage.write(tree, "changed.txt", "2");
  rmSync(path.join(tree, "gone.txt"));
  chmodSync(path.join(tree, "run.sh"), 0o755);
  for (const odd of ODD_NAMES) stage.write(tree, `untracked/${odd}`, odd);
  symlinkSync("nowhere", path.join(tree, "untracked/link"));
  stage.write(tree, "x.log", "ignored");
  return tree;
}

/** Everything of a tree that work can be lost from: what is staged, and every file that is not ignored. */
export function contentOf(stage: Pick<Sandbox, "git">, tree: string): unknown {
  const files = stage.git(tree, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0").filter((file) => file !== "");
  return {
    staged: stage.git(tree, "ls-files", "--stage", "-z"),
    status: stage.git(tree, "status", "--porcelain", "-z", "--untracked-files=all"),
    files: Object.fromEntries([...new Set(files)].sort().map((file) => [file, fileOf(path.join(tree, file))])),
  };
}

function fileOf(file: string): unknown {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return "absent";
  if (found.isDirectory()) return "a folder";
  return found.isSymbolicLink() ? { link: readlinkSync(file) } : { text: readFileSync(file, "utf8"), executable: (found.mode & 0o111) !== 0 };
}

/** A repository with a staged file that was changed again so soon that only its content tells. */
export function changedWhileStaging(stage: Stage): string {
  const tree = stage.repo("repo", { "a.txt": "1", "b.txt": "1" });
  // On a fast machine all times are equal by themselves; here they are made so.
  for (const setting of ["core.trustCtime=false", "core.checkStat=minimal"]) stage.git(tree, "config", ...setting.split("="));
  const moment = new Date("2026-01-02T03:04:05.678Z");
  const dated = (file: string) => { utimesSync(path.join(tree, file), moment, moment); };
  stage.write(tree, "a.txt", "2");
  dated("a.txt");
  stage.git(tree, "add", "a.txt");
  stage.write(tree, "a.txt", "3");
  dated("a.txt");
  dated(".git/index");
  return tree;
}

/** A repository in the middle of a merge that both sides changed and one deleted. */
export function conflicted(stage: Stage): string {
  const tree = stage.repo("repo", { "both.txt": "base\n", "gone.txt": "base\n" });
  stage.git(tree, "switch", "--quiet", "-c", "side");
  stage.write(tree, "both.txt", "theirs\n");
  stage.write(tree, "gone.txt", "theirs\n");
  stage.git(tree, "commit", "--quiet", "--all", "-m", "theirs");
  stage.git(tree, "switch", "--quiet", "main");
  stage.write(tree, "both.txt", "ours\n");
  rmSync(path.join(tree, "gone.txt"));
  stage.git(tree, "commit", "--quiet", "--all", "-m", "ours");
  expect(() => stage.git(tree, "merge", "--quiet", "side")).toThrow();
  return tree;
}

/** Installs a hook of shell lines. */
export function hook(stage: Pick<Sandbox, "git" | "write">, tree: string, name: string, lines: string): void {
  const file = path.join(stage.git(tree, "rev-parse", "--git-common-dir").trim(), "hooks", name);
  stage.write(tree, file, `#!/bin/sh\n${lines}\n`);
  chmodSync(path.resolve(tree, file), 0o755);
}
