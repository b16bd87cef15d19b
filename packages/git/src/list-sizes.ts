import type { GitHistory, GitRefusal, SizedCommit } from "@dgs/core";
import { parseSizes, SIZES_FORMAT } from "./parse/sizes.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";

/** Returns commits with the sizes of what they changed, parents before their children; neither the user's diff programs nor colours have a part in it. */
export async function listSizes(run: RunGit, { tree, above, from, trailer }: Parameters<GitHistory["listSizes"]>[0]): Promise<readonly SizedCommit[] | GitRefusal> {
  // Without a commit git would begin at HEAD.
  if (from.length === 0) return [];
  if (trailer !== undefined && !/^[A-Za-z][A-Za-z0-9-]*$/.test(trailer)) return refuse("bad-name", `${JSON.stringify(trailer)} is not the name of a trailer`);
  const form = ["--reverse", "--topo-order", "--no-merges", "--no-show-signature", "--no-color", "--encoding=UTF-8", "-z", "--numstat", "--find-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none"];
  const chosen = trailer === undefined ? [] : ["--basic-regexp", `--grep=^${trailer}:`];
  const args = ["log", ...form, ...chosen, `--format=${SIZES_FORMAT}`, ...from, ...(above === undefined ? [] : [`^${above}`]), "--"];
  const stdout = await askGit(run, { tree, args, kind: "read" });
  if (isRefusal(stdout)) return stdout;
  return parseSizes(stdout) ?? refuse("other", "what git log printed was not understood");
}
