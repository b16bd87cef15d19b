import type { Diff, GitRefusal, Sha } from "@dgs/core";
import { parseNumstat } from "./parse/numstat.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";

/** Returns the difference of two commits as a patch, with its lines counted; neither the user's diff programs nor colours have a part in it. */
export async function diff(run: RunGit, tree: string, from: Sha, to: Sha): Promise<Diff | GitRefusal> {
  const args = (form: readonly string[]): string[] => ["diff-tree", "-r", ...form, "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=none", from, to, "--"];
  const printed = await askGit(run, { tree, args: args(["--numstat", "-z"]), kind: "read" });
  if (isRefusal(printed)) return printed;
  const counts = parseNumstat(printed);
  if (counts === undefined) return refuse("other", "what git diff-tree printed was not understood");
  const text = await askGit(run, { tree, args: args(["--patch"]), kind: "read" });
  return isRefusal(text) ? text : { ...counts, text };
}
