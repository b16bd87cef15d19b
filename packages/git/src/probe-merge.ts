import type { GitRefusal, MergeProbe, Sha } from "@dgs/core";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import type { RunGit } from "./run-git.js";

/** Tells whether two commits would unite without a conflict; the objects that git makes for it are found by nobody and expire. */
export async function probeMerge(run: RunGit, spec: { readonly repo: string; readonly ours: Sha; readonly theirs: Sha }): Promise<MergeProbe | GitRefusal> {
  const args = ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", spec.ours, spec.theirs];
  const answer = await run({ tree: spec.repo, args });
  if (isRefusal(answer)) return answer;
  if (answer.code === 0) return { type: "clean" };
  // A commit that is not there ends with 1 as well, and prints no tree.
  if (/not something we can merge/.test(answer.printed)) return refuse("unknown-revision", answer.printed);
  if (answer.code === 1 && /^[0-9a-f]{40,64}\0/.test(answer.stdout)) return { type: "conflicts", files: filesOf(answer.stdout) };
  return /^usage: git merge-tree/m.test(answer.printed) ? refuse("other", "git merge-tree of this git cannot probe a merge: git 2.38 or newer can") : refusalOf(answer.printed);
}

/** First the tree, then each file once, each ended by NUL. */
function filesOf(printed: string): readonly string[] {
  return [...new Set(printed.split("\0").slice(1).filter((name) => name !== ""))].sort();
}
