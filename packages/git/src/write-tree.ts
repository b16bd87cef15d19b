import type { GitRefusal } from "@dgs/core";
import { isRefusal, refusalOf } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";

/** Where trees are written from: the work tree, its index, and a folder for copies of it. */
export interface KeepPlace {
  readonly tree: string;
  readonly index: string;
  readonly scratch: string;
  /** Ignored files that count as untracked. */
  readonly ignored?: readonly string[];
}

/** Configuration under which git takes every file as it is, or says that it cannot. */
export const TAKE_ALL = ["-c", "core.safecrlf=false", "-c", "add.ignoreErrors=false"];

/** Fills an index file from lines on stdin and writes it as a tree. */
export async function writeTreeWith(run: RunGit, tree: string, indexFile: string, args: readonly string[], lines: readonly string[]): Promise<string | GitRefusal> {
  const filled = await askGit(run, { tree, indexFile, args, stdin: linesFrom(lines) });
  return isRefusal(filled) ? filled : writeTree(run, tree, indexFile);
}

/** Writes an index file as a tree. */
export async function writeTree(run: RunGit, tree: string, indexFile: string): Promise<string | GitRefusal> {
  const answer = await run({ tree, indexFile, args: ["write-tree"] });
  if (isRefusal(answer)) return answer;
  return answer.code === 0 ? lineOf(answer.stdout) : refusalOf(answer.printed);
}

/** Makes the stdin of a command that reads lines. */
export function linesFrom(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
