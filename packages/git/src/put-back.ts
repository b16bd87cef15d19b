import path from "node:path";
import type { GitRefusal } from "@dgs/core";
import { fillWorktree } from "./fill-worktree.js";
import { withScratch } from "./index-file.js";
import { KEEP_ROOT, keptRefs } from "./list-kept.js";
import type { KeptRef } from "./parse/kept.js";
import { isRefusal, refuse } from "./refusal.js";
import { resetTo, restorePaths } from "./reset.js";
import { restoreRaw } from "./restore-raw.js";
import { askGit, type RunGit } from "./run-git.js";

/** Which tree goes back to what was kept of it. */
export interface PutBackSpec {
  readonly tree: string;
  readonly ref: string;
  /** A folder that stays as it is, relative to the tree. */
  readonly spared?: string;
}

/** Puts a tree and its branch back to what was kept; what is there now must have been kept before. The ref stays. */
export async function putBack(run: RunGit, spec: PutBackSpec): Promise<"back" | GitRefusal> {
  const { tree, ref, spared } = spec;
  if (!ref.startsWith(KEEP_ROOT)) return refuse("bad-name", `not a ref below ${KEEP_ROOT}: ${JSON.stringify(ref)}`);
  const refs = await keptRefs(run, tree);
  if (isRefusal(refs)) return refs;
  const kept = refs.find((candidate) => candidate.ref === ref);
  if (kept === undefined) return refuse("unknown-revision", `nothing is kept under ${ref}`);
  const reset = await resetTo(run, tree, kept.head, spared);
  if (isRefusal(reset)) return reset;
  if (!kept.stashed) return "back";
  const filled = await withScratch((scratch) => (spared === undefined ? fillWorktree(run, tree, kept, scratch) : fillBut(run, tree, kept, { scratch, spared })));
  return isRefusal(filled) ? filled : "back";
}

/** The same as {@link fillWorktree} beside a spared folder. Versions of conflicted files come back as "ours" only. */
async function fillBut(run: RunGit, tree: string, kept: KeptRef, { scratch, spared }: { readonly scratch: string; readonly spared: string }): Promise<"filled" | GitRefusal> {
  const changed = await restorePaths(run, tree, ["--worktree", `--source=${kept.sha}`], spared);
  if (isRefusal(changed)) return changed;
  if (kept.parents >= 3) {
    const indexFile = path.join(scratch, "untracked");
    const commands = [["read-tree", `${kept.sha}^3`], ["rm", "-r", "--cached", "--force", "--quiet", "--ignore-unmatch", "--", `:(top,literal)${spared}`], ["checkout-index", "--all", "--force"]];
    for (const args of commands) {
      const done = await askGit(run, { tree, args, indexFile });
      if (isRefusal(done)) return done;
    }
  }
  const raw = await restoreRaw(run, tree, kept, { scratch, spared });
  if (isRefusal(raw)) return raw;
  const staged = await restorePaths(run, tree, ["--staged", `--source=${kept.sha}^2`], spared);
  if (isRefusal(staged)) return staged;
  // Its exit code tells that files differ from the index, which they may.
  const refreshed = await run({ tree, args: ["update-index", "-q", "--refresh"] });
  return isRefusal(refreshed) ? refreshed : "filled";
}
