import { rmSync } from "node:fs";
import path from "node:path";
import type { GitRefusal, RebaseAbort } from "@dgs/core";
import { ownFolder } from "./git-folders.js";
import { branch as branchOf, resolve } from "./head.js";
import { keep } from "./keep.js";
import { refuseObstacles } from "./obstacles.js";
import { operationIn } from "./operation.js";
import { dropRebaseRecord, isBegun, readRebaseRecord, type RebaseRecord } from "./rebase-record.js";
import { isRefusal, refuse } from "./refusal.js";
import { refuseRebaseLocks } from "./refuse-rebase-locks.js";
import { askGit, type RunGit } from "./run-git.js";

/**
 * Gives up a rebase of DGS's own: what was done in it is kept, then branch, index and files are what they were.
 *
 * The tree had no untracked files when the rebase started, so those that are there now came with it and go. Ignored files and
 * repositories inside the tree stay.
 */
export async function abortRebase(run: RunGit, tree: string): Promise<RebaseAbort | GitRefusal> {
  const own = await ownFolder(run, tree);
  if (isRefusal(own)) return own;
  if (operationIn(own) !== "rebase") {
    dropRebaseRecord(own);
    return { type: "none" };
  }
  const record = readRebaseRecord(own);
  if (record === undefined) return refuse("operation-in-progress", `DGS did not start the rebase that is in progress in ${tree}`);
  if (!isBegun(own)) return forget(own, record);
  const obstacle = (await refuseRebaseLocks(run, { tree, own, branch: record.branch })) ?? (await refuseObstacles(run, tree, record.from));
  if (obstacle !== undefined) return obstacle;
  const kept = await keep(run, { tree, name: `rebase/${record.from.slice(0, 12)}`, reason: `rebase of ${record.branch} given up`, above: record.from });
  if (isRefusal(kept)) return kept;
  // A git that was killed may have written files that its index does not know yet: `rebase --abort` alone would stop at them.
  for (const args of [["reset", "--hard", "--quiet", "--no-recurse-submodules", record.from, "--"], ["rebase", "--abort"], ["clean", "-d", "--force", "--quiet"]]) {
    const done = await askGit(run, { tree, args });
    if (isRefusal(done)) return done;
  }
  const wrong = await differenceFrom(run, tree, record);
  if (wrong !== undefined) return wrong;
  dropRebaseRecord(own);
  return { type: "aborted", at: record.from, ...(kept === undefined ? {} : { kept }) };
}

function forget(own: string, record: RebaseRecord): RebaseAbort {
  rmSync(path.join(own, "rebase-merge"), { recursive: true, force: true });
  dropRebaseRecord(own);
  return { type: "aborted", at: record.from };
}

async function differenceFrom(run: RunGit, tree: string, record: RebaseRecord): Promise<GitRefusal | undefined> {
  const branch = await branchOf(run, tree);
  if (isRefusal(branch)) return branch;
  const tip = await resolve(run, tree, `refs/heads/${record.branch}`);
  if (isRefusal(tip)) return tip;
  return branch === record.branch && tip === record.from ? undefined : refuse("ref-changed", `${record.branch} is not at ${record.from} as it was before the rebase`);
}
