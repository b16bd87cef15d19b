import type { Git, Processes } from "@dgs/core";
import { abortRebase } from "./abort-rebase.js";
import { listHeadMoves, listMoves } from "./branch-moves.js";
import { addTrailers } from "./add-trailers.js";
import { createBranch, deleteBranch, listBranches } from "./branches.js";
import { commit } from "./commit.js";
import { continueRebase } from "./continue-rebase.js";
import { describeRepo } from "./describe-repo.js";
import { diff } from "./diff.js";
import { dropKept, expireKept } from "./drop-kept.js";
import { fastForward } from "./fast-forward.js";
import { attachHead } from "./attach-head.js";
import { branch, head, resolve } from "./head.js";
import { headState } from "./head-state.js";
import { hideInRefusals } from "./hide-in-refusals.js";
import { keep } from "./keep.js";
import { listKept, listKeptNames } from "./list-kept.js";
import { listSizes } from "./list-sizes.js";
import { listWorktrees } from "./list-worktrees.js";
import { log } from "./log.js";
import { moveBack } from "./move-back.js";
import { operation } from "./operation.js";
import { probeMerge } from "./probe-merge.js";
import { push } from "./push.js";
import { putBack } from "./put-back.js";
import { isReachableFrom } from "./reachable.js";
import { rebase } from "./rebase.js";
import { readBlob } from "./rebase-conflict.js";
import { createTag } from "./create-tag.js";
import { setRef } from "./refs.js";
import { fetchBranch, upstream } from "./remotes.js";
import { removeWorktree } from "./remove-worktree.js";
import { resetTo } from "./reset.js";
import { restoreKept } from "./restore-kept.js";
import { createRunGit, type RunGit } from "./run-git.js";
import { changed, listFiles, listIgnored, status } from "./status.js";
import { topLevel } from "./top-level.js";
import { addWorktree } from "./worktree.js";

/** What {@link createGit} needs. */
export interface GitOptions {
  /** Runs the git program; one that leaves alone what git starts to stay. */
  readonly processes: Processes;
  /** The environment from which git's is built by an allow-list; the runner's own unless told. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until one git command is ended, hooks included; 10 minutes unless told. */
  readonly deadlineMs?: number;
}

/** Makes the Git port over the `git` program. */
export function createGit(options: GitOptions): Git {
  const env = options.env ?? process.env;
  const run = createRunGit({ processes: options.processes, env, deadlineMs: options.deadlineMs ?? 600_000 });
  return hideInRefusals(callsOf(run), env);
}

function callsOf(run: RunGit): Git {
  return {
    topLevel: (folder) => topLevel(run, folder),
    head: (tree) => head(run, tree),
    branch: (tree) => branch(run, tree),
    status: (tree) => status(run, tree),
    listIgnored: (tree) => listIgnored(run, tree),
    resolve: (tree, revision) => resolve(run, tree, revision),
    addWorktree: (spec) => addWorktree(run, spec),
    commit: (spec) => commit(run, spec),
    log: (tree, from, to) => log(run, tree, from, to),
    changed: (tree, from, to) => changed(run, tree, from, to),
    listFiles: (tree, commit) => listFiles(run, tree, commit),
    diff: (tree, from, to) => diff(run, tree, from, to),
    createTag: (spec) => createTag(run, spec),
    setRef: (tree, ref, to, expected) => setRef(run, tree, ref, to, expected),
    keep: (spec) => keep(run, spec),
    listKept: (tree) => listKept(run, tree),
    listKeptNames: (tree) => listKeptNames(run, tree),
    listSizes: (spec) => listSizes(run, spec),
    restoreKept: (spec) => restoreKept(run, spec),
    putBack: (spec) => putBack(run, spec),
    expireKept: (spec) => expireKept(run, spec),
    dropKept: (spec) => dropKept(run, spec),
    upstream: (tree, branch) => upstream(run, tree, branch),
    fetch: (spec) => fetchBranch(run, spec),
    push: (spec) => push(run, spec),
    resetTo: (tree, sha, spared) => resetTo(run, tree, sha, spared),
    listWorktrees: (repo) => listWorktrees(run, repo),
    removeWorktree: (spec) => removeWorktree(run, spec),
    describeRepo: (folder) => describeRepo(run, folder),
    operation: (tree) => operation(run, tree),
    rebase: (spec) => rebase(run, spec),
    continueRebase: (spec) => continueRebase(run, spec),
    abortRebase: (tree) => abortRebase(run, tree),
    readBlob: (tree, blob) => readBlob(run, tree, blob),
    probeMerge: (spec) => probeMerge(run, spec),
    addTrailers: (spec) => addTrailers(run, spec),
    headState: (tree) => headState(run, tree),
    attachHead: (spec) => attachHead(run, spec),
    fastForward: (spec) => fastForward(run, spec),
    moveBack: (spec) => moveBack(run, spec),
    listBranches: (repo) => listBranches(run, repo),
    listHeadMoves: (tree) => listHeadMoves(run, tree),
    listMoves: (repo, branch) => listMoves(run, repo, branch),
    createBranch: (spec) => createBranch(run, spec),
    deleteBranch: (spec) => deleteBranch(run, spec),
    isReachable: (tree, sha, from) => isReachableFrom(run, tree, sha, from),
  };
}
