import type { GitRefusal, Sha } from "@dgs/core";
import { resolve } from "./head.js";
import { isRefName } from "./ref-name.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";

/**
 * Makes an annotated tag at a commit. Git itself refuses a tag that is there, under its lock; asked again, the tag that an
 * earlier call made is an answer, and one that names another commit is a refusal.
 */
export async function createTag(run: RunGit, spec: { readonly tree: string; readonly tag: string; readonly at: Sha; readonly message: string }): Promise<"created" | "present" | GitRefusal> {
  const { tree, tag, at, message } = spec;
  const ref = `refs/tags/${tag}`;
  if (tag.startsWith("-") || !isRefName(ref)) return refuse("bad-name", `not the name of a tag: ${JSON.stringify(tag)}`);
  if (message.trim() === "") return refuse("other", "an annotated tag needs a message");
  const there = await resolve(run, tree, `${ref}^{commit}`);
  if (isRefusal(there)) return there;
  if (there !== undefined) return there === at ? "present" : refuse("ref-changed", `the tag ${tag} exists and names ${there}`);
  const made = await askGit(run, { tree, args: ["tag", "--annotate", "--cleanup=verbatim", `--message=${message}`, tag, at] });
  if (!isRefusal(made)) return "created";
  // Somebody may have made it at the same moment.
  const now = await resolve(run, tree, `${ref}^{commit}`);
  return now === at ? "present" : made;
}
