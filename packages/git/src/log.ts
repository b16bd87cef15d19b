import type { Commit, GitRefusal, Sha } from "@dgs/core";
import { LOG_FORMAT, parseLog } from "./parse/log.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";

/** Returns the commits of `from..to`, oldest first; parents always before their children, whatever their dates. */
export async function log(run: RunGit, tree: string, from: Sha, to: Sha): Promise<readonly Commit[] | GitRefusal> {
  const args = ["log", "--reverse", "--topo-order", "--no-show-signature", "--no-color", "--encoding=UTF-8", "-z", `--format=${LOG_FORMAT}`, `${from}..${to}`, "--"];
  const stdout = await askGit(run, { tree, args, kind: "read" });
  if (isRefusal(stdout)) return stdout;
  return parseLog(stdout) ?? refuse("other", "what git log printed was not understood");
}

/** Tells whether a commit is reachable from another. */
export async function isReachable(run: RunGit, tree: string, commit: Sha, from: Sha): Promise<boolean | GitRefusal> {
  const answer = await run({ tree, args: ["merge-base", "--is-ancestor", commit, from], kind: "read" });
  if (isRefusal(answer)) return answer;
  if (answer.code === 0) return true;
  return answer.code === 1 ? false : refusalOf(answer.printed);
}
