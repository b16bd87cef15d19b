import type { GitRefusal, Sha } from "@dgs/core";
import { resolve } from "./head.js";
import { isRefName } from "./ref-name.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, DGS_ACTION, type RunGit } from "./run-git.js";

/**
 * Sets a ref, only when it still names `expected` (`undefined`: does not exist); `to` undefined deletes it.
 *
 * The comparison is git's own, under its lock. Trees that have the ref checked out are not touched.
 */
export async function setRef(run: RunGit, tree: string, ref: string, to: Sha | undefined, expected: Sha | undefined): Promise<"set" | GitRefusal> {
  if (!isRefName(ref)) return refuse("bad-name", `not the full name of a ref: ${JSON.stringify(ref)}`);
  if (to === undefined && expected === undefined) return expectAbsent(run, tree, ref);
  // An empty old value is git's word for "must not exist yet".
  const args = to === undefined ? ["-d", ref, expected ?? ""] : [ref, to, expected ?? ""];
  const stdout = await askGit(run, { tree, args: ["update-ref", "-m", DGS_ACTION, "--no-deref", ...args] });
  return isRefusal(stdout) ? stdout : "set";
}

async function expectAbsent(run: RunGit, tree: string, ref: string): Promise<"set" | GitRefusal> {
  const there = await resolve(run, tree, ref);
  if (isRefusal(there)) return there;
  return there === undefined ? "set" : refuse("ref-changed", `${ref} exists and names ${there}`);
}
