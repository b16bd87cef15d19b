import path from "node:path";
import type { GitRefusal, RestoredWork } from "@dgs/core";
import { createBranch } from "./branches.js";
import { commitKept } from "./commit-kept.js";
import { fillWorktree } from "./fill-worktree.js";
import { resolve } from "./head.js";
import { withScratch } from "./index-file.js";
import { KEEP_ROOT, keptRefs } from "./list-kept.js";
import type { KeptRef } from "./parse/kept.js";
import { isBranchName } from "./ref-name.js";
import { isRefusal, refuse } from "./refusal.js";
import type { RunGit } from "./run-git.js";
import { askForWorktree, isTaken } from "./worktree.js";
import { realTarget } from "./worktree-mark.js";

/** What is to come back, and where to. */
export interface RestoreSpec {
  readonly repo: string;
  readonly ref: string;
  /** A new branch. */
  readonly branch: string;
  /** Where a new worktree is to stand; absent: a branch only. */
  readonly path?: string;
}

/** Brings kept work back on a new branch; the ref stays. */
export async function restoreKept(run: RunGit, spec: RestoreSpec): Promise<RestoredWork | GitRefusal> {
  if (!isBranchName(spec.branch)) return refuse("bad-name", `not the name of a branch: ${JSON.stringify(spec.branch)}`);
  if (!spec.ref.startsWith(KEEP_ROOT)) return refuse("bad-name", `not a ref below ${KEEP_ROOT}: ${JSON.stringify(spec.ref)}`);
  const refs = await keptRefs(run, spec.repo);
  if (isRefusal(refs)) return refs;
  const kept = refs.find((candidate) => candidate.ref === spec.ref);
  if (kept === undefined) return refuse("unknown-revision", `nothing is kept under ${spec.ref}`);
  return spec.path === undefined ? restoreBranch(run, spec, kept) : restoreWorktree(run, spec, kept, realTarget(path.resolve(spec.repo, spec.path)));
}

async function restoreBranch(run: RunGit, spec: RestoreSpec, kept: KeptRef): Promise<RestoredWork | GitRefusal> {
  const at = await withScratch((scratch) => commitKept(run, spec.repo, kept, scratch));
  if (isRefusal(at)) return at;
  const made = await createBranch(run, { repo: spec.repo, branch: spec.branch, at });
  return isRefusal(made) ? made : { type: "restored", branch: spec.branch, at };
}

async function restoreWorktree(run: RunGit, spec: RestoreSpec, kept: KeptRef, target: string): Promise<RestoredWork | GitRefusal> {
  const taken = await resolve(run, spec.repo, `refs/heads/${spec.branch}`);
  if (isRefusal(taken)) return taken;
  if (taken !== undefined) return refuse("branch-exists", `the branch ${spec.branch} is there already`);
  if (isTaken(target)) return refuse("path-exists", `something stands at ${target} already`);
  const made = await askForWorktree(run, { repo: spec.repo, path: target, branch: spec.branch, base: kept.head }, target);
  if (isRefusal(made)) return made;
  const filled = kept.stashed ? await withScratch((scratch) => fillWorktree(run, target, kept, scratch)) : "filled";
  return isRefusal(filled) ? filled : { type: "restored", branch: spec.branch, at: kept.head, path: target };
}
