import path from "node:path";
import type { GitRefusal } from "@dgs/core";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { lineOf, type RunGit } from "./run-git.js";

/** Returns the top folder of the work tree that contains a folder; `undefined` outside any, and inside a bare repository. */
export async function topLevel(run: RunGit, folder: string): Promise<string | undefined | GitRefusal> {
  const answer = await run({ tree: folder, args: ["rev-parse", "--show-toplevel"], kind: "read" });
  if (isRefusal(answer)) return answer;
  // Git prints `/` on Windows too.
  if (answer.code === 0) return path.normalize(lineOf(answer.stdout));
  const refusal = refusalOf(answer.printed);
  return refusal.code === "not-a-repository" || refusal.code === "bare-repository" ? undefined : refusal;
}

/**
 * Returns the path of a tree's index file, or refuses a folder that is not the top of a work tree.
 *
 * Below the top git's own paths and the caller's would be relative to two folders, and "no change" would be the answer to everything.
 */
export async function indexPath(run: RunGit, tree: string): Promise<string | GitRefusal> {
  const answer = await run({ tree, args: ["rev-parse", "--show-prefix", "--git-path", "index"], kind: "read" });
  if (isRefusal(answer)) return answer;
  if (answer.code !== 0) return refusalOf(answer.printed);
  if (!answer.stdout.startsWith("\n")) return refuse("not-a-repository", `${tree} is not the top folder of a work tree`);
  return path.resolve(tree, lineOf(answer.stdout.slice(1)));
}
