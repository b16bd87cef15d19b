import type { GitRefusal, RebaseOutcome } from "@dgs/core";
import { ownFolder } from "./git-folders.js";
import { refuseObstaclesBetween } from "./obstacles.js";
import { operationIn } from "./operation.js";
import { NO_EDITOR, REBASE_CONFIG, settleRebase } from "./rebase.js";
import { findMarkers, hashOutside, unmergedPaths } from "./rebase-conflict.js";
import { readRebaseRecord, type RebaseStop, writeRebaseRecord } from "./rebase-record.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { refuseRebaseLocks } from "./refuse-rebase-locks.js";
import { askGit, type RunGit } from "./run-git.js";
import { status } from "./status.js";

/** Which files have been united. */
export interface ContinueSpec {
  readonly tree: string;
  /** Relative to the tree, with `/`; of the conflicted files only. One that is not there any more is resolved by deleting it. */
  readonly resolved: readonly string[];
}

/** Goes on after a conflict with the files as they lie there. */
export async function continueRebase(run: RunGit, spec: ContinueSpec): Promise<RebaseOutcome | GitRefusal> {
  const { tree } = spec;
  const own = await ownFolder(run, tree);
  if (isRefusal(own)) return own;
  const record = operationIn(own) === "rebase" ? readRebaseRecord(own) : undefined;
  if (record?.stop === undefined) return refuse("no-rebase", `no rebase that DGS started waits in ${tree}`);
  const objection = (await refuseRebaseLocks(run, { tree, own, branch: record.branch })) ?? (await objectionTo(run, spec, record.stop)) ?? (await refuseObstaclesBetween(run, tree, record.onto, record.from));
  if (objection !== undefined) return objection;
  const staged = await stage(run, spec);
  if (isRefusal(staged)) return staged;
  const { stop: _stop, ...going } = record;
  writeRebaseRecord(own, going);
  const committed = await commitReplayed(run, tree);
  if (isRefusal(committed)) {
    writeRebaseRecord(own, record);
    return committed;
  }
  const answer = await run({ tree, args: [...REBASE_CONFIG, "rebase", "--continue"], env: NO_EDITOR, kind: "hooks" });
  return settleRebase(run, tree, own, going, answer);
}

async function objectionTo(run: RunGit, { tree, resolved }: ContinueSpec, stop: RebaseStop): Promise<GitRefusal | undefined> {
  const conflicted = new Set(stop.files.map((file) => file.path));
  const stray = resolved.find((file) => !conflicted.has(file));
  if (stray !== undefined) return refuse("bad-name", `not a conflicted file: ${JSON.stringify(stray)}`);
  const outside = await hashOutside(run, tree, conflicted);
  if (isRefusal(outside)) return outside;
  if (outside !== stop.outside) return refuse("dirty", "other files than the conflicted ones have been staged");
  const entries = await status(run, tree);
  if (isRefusal(entries)) return entries;
  const changed = entries.filter((entry) => entry.code[1] !== " " && !conflicted.has(entry.path)).map((entry) => entry.path);
  if (changed.length > 0) return refuse("dirty", `other files than the conflicted ones have changed: ${changed.slice(0, 20).join(", ")}`);
  const marked = await findMarkers(run, tree, stop.files);
  if (isRefusal(marked)) return marked;
  return marked === undefined ? undefined : refuse("conflict-markers", `${marked} still has conflict markers`);
}

async function stage(run: RunGit, { tree, resolved }: ContinueSpec): Promise<"staged" | GitRefusal> {
  const stdin = resolved.map((file) => `${file}\0`).join("");
  const added = await askGit(run, { tree, args: ["-c", "core.safecrlf=false", "update-index", "--add", "--remove", "-z", "--stdin"], stdin });
  if (isRefusal(added)) return added;
  const left = await unmergedPaths(run, tree);
  if (isRefusal(left)) return left;
  return left.size === 0 ? "staged" : refuse("unmerged", `still in conflict: ${[...left].slice(0, 20).join(", ")}`);
}

/**
 * Commits what is staged in the name and with the very words of the commit that is replayed.
 *
 * Left to `git rebase --continue`, lines of the message that start with `#` would be lost. As there, no pre-commit hook runs. Where
 * nothing is staged git drops the commit.
 */
async function commitReplayed(run: RunGit, tree: string): Promise<"committed" | GitRefusal> {
  const changes = await run({ tree, args: ["diff-index", "--cached", "--quiet", "HEAD", "--"], kind: "read" });
  if (isRefusal(changes)) return changes;
  if (changes.code === 0) return "committed";
  if (changes.code !== 1) return refusalOf(changes.printed);
  const args = ["commit", "--quiet", "--no-verify", "--cleanup=verbatim", "-C", "REBASE_HEAD"];
  const done = await askGit(run, { tree, args, env: NO_EDITOR, kind: "hooks" });
  return isRefusal(done) ? done : "committed";
}
