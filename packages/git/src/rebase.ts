import { rmSync } from "node:fs";
import path from "node:path";
import type { GitRefusal, RebaseOutcome, Sha } from "@dgs/core";
import { abortRebase } from "./abort-rebase.js";
import { ownFolder } from "./git-folders.js";
import { branch as branchOf, head, resolve } from "./head.js";
import { isReachable } from "./log.js";
import { refuseObstacles, refuseObstaclesBetween } from "./obstacles.js";
import { operationIn } from "./operation.js";
import { conflictOf, readStop } from "./rebase-conflict.js";
import { dropRebaseRecord, isBegun, readRebaseRecord, type RebaseRecord, writeRebaseRecord } from "./rebase-record.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { refuseRebaseLocks } from "./refuse-rebase-locks.js";
import { askGit, type GitAnswer, lineOf, type RunGit } from "./run-git.js";
import { status } from "./status.js";
import { indexPath } from "./top-level.js";

/** Which tree's branch is replayed, and onto what. */
export interface RebaseSpec {
  readonly tree: string;
  readonly onto: Sha;
}

/** The user's configuration may not make a rebase interactive, stash for it, move other branches, or stage what it remembers. */
export const REBASE_CONFIG = ["rebase.autoStash=false", "rebase.autoSquash=false", "rebase.updateRefs=false", "rerere.autoUpdate=false", "submodule.recurse=false", "commit.cleanup=verbatim"].flatMap((setting) => ["-c", setting]);

/** Nobody sits before an editor. */
export const NO_EDITOR = { GIT_EDITOR: "true", GIT_SEQUENCE_EDITOR: "true" };

const OPTIONS = ["--quiet", "--merge", "--no-autostash", "--no-autosquash", "--no-fork-point", "--no-rebase-merges", "--no-stat"];

/** Replays the commits of a tree's branch onto a commit. */
export async function rebase(run: RunGit, spec: RebaseSpec): Promise<RebaseOutcome | GitRefusal> {
  const { tree } = spec;
  const index = await indexPath(run, tree);
  if (isRefusal(index)) return index;
  const own = await ownFolder(run, tree);
  if (isRefusal(own)) return own;
  const locked = await refuseRebaseLocks(run, { tree, own, branch: readRebaseRecord(own)?.branch });
  if (locked !== undefined) return locked;
  const earlier = await earlierRebase(run, tree, own);
  if (earlier !== undefined) return earlier;
  const record = await prepare(run, spec);
  if (isRefusal(record)) return record;
  if ("type" in record) return record;
  writeRebaseRecord(own, record);
  const answer = await run({ tree, args: [...REBASE_CONFIG, "rebase", ...OPTIONS, record.onto], env: NO_EDITOR, kind: "hooks" });
  return settleRebase(run, tree, own, record, answer);
}

/** Answers from a rebase that is in progress; `undefined` when a new one can start. */
async function earlierRebase(run: RunGit, tree: string, own: string): Promise<RebaseOutcome | undefined | GitRefusal> {
  const busy = operationIn(own);
  if (busy === undefined) return undefined;
  const record = busy === "rebase" ? readRebaseRecord(own) : undefined;
  if (record === undefined) return refuse("operation-in-progress", `a ${busy} that DGS did not start is in progress in ${tree}: end it first`);
  if (record.stop !== undefined) return conflictOf(run, tree, record, record.stop);
  if (!isBegun(own)) {
    rmSync(path.join(own, "rebase-merge"), { recursive: true, force: true });
    return undefined;
  }
  const over = await endFinished(run, tree, own, record);
  if (over !== undefined) return over;
  const aborted = await abortRebase(run, tree);
  return isRefusal(aborted) ? aborted : undefined;
}

/**
 * Ends a rebase whose git was killed behind its last commit, when the branch had been moved to it: nothing is left but to put HEAD on the branch and to
 * forget the rebase. `undefined`: it had not come that far.
 */
async function endFinished(run: RunGit, tree: string, own: string, record: RebaseRecord): Promise<RebaseOutcome | undefined | GitRefusal> {
  const [tip, at] = [await resolve(run, tree, `refs/heads/${record.branch}`), await head(run, tree)];
  if (isRefusal(tip)) return tip;
  if (isRefusal(at)) return at;
  if (tip !== at || tip === record.from) return undefined;
  const entries = await status(run, tree);
  if (isRefusal(entries)) return entries;
  const onto = await isReachable(run, tree, record.onto, tip);
  if (isRefusal(onto)) return onto;
  if (entries.length > 0 || !onto) return undefined;
  const attached = await askGit(run, { tree, args: ["symbolic-ref", "-m", `rebase finished: ${record.branch}`, "HEAD", `refs/heads/${record.branch}`] });
  if (isRefusal(attached)) return attached;
  const quit = await askGit(run, { tree, args: ["rebase", "--quit"] });
  if (isRefusal(quit)) return quit;
  dropRebaseRecord(own);
  return { type: "rebased", from: record.from, to: tip };
}

/** Looks whether a rebase is possible and necessary. */
async function prepare(run: RunGit, { tree, onto }: RebaseSpec): Promise<RebaseRecord | Extract<RebaseOutcome, { type: "up-to-date" }> | GitRefusal> {
  const from = await head(run, tree);
  if (isRefusal(from)) return from;
  const branch = await branchOf(run, tree);
  if (isRefusal(branch)) return branch;
  if (branch === undefined) return refuse("detached", `${tree} is on no branch, so there is none to rebase`);
  const target = await resolve(run, tree, onto);
  if (isRefusal(target)) return target;
  if (target === undefined) return refuse("unknown-revision", `there is no commit ${onto}`);
  const entries = await status(run, tree);
  if (isRefusal(entries)) return entries;
  if (entries.length > 0) return refuse("dirty", `commit or put aside first: ${entries.slice(0, 20).map((entry) => entry.path).join(", ")}`);
  const standsOn = await isReachable(run, tree, target, from);
  if (isRefusal(standsOn)) return standsOn;
  if (standsOn) return { type: "up-to-date", at: from };
  const obstacle = await obstacleTo(run, tree, from, target);
  return obstacle ?? { from, onto: target, branch };
}

async function obstacleTo(run: RunGit, tree: string, from: Sha, onto: Sha): Promise<GitRefusal | undefined> {
  const common = await run({ tree, args: ["merge-base", from, onto], kind: "read" });
  if (isRefusal(common)) return common;
  if (common.code !== 0) {
    const shallow = await askGit(run, { tree, args: ["rev-parse", "--is-shallow-repository"], kind: "read" });
    if (isRefusal(shallow)) return shallow;
    if (lineOf(shallow) === "true") return refuse("shallow", "the history is cut off before the commit that both sides started from: run git fetch --unshallow");
    return refuse("other", `${from} and ${onto} have no history in common`);
  }
  // A commit in between may have a file that neither end has, and the replay writes it.
  return (await refuseObstacles(run, tree, onto)) ?? refuseObstaclesBetween(run, tree, onto, from);
}

/** Finds out where a git that rebased has left the tree. What stopped for another reason than a conflict is given up. */
export async function settleRebase(run: RunGit, tree: string, own: string, record: RebaseRecord, answer: GitAnswer | GitRefusal): Promise<RebaseOutcome | GitRefusal> {
  if (isRefusal(answer)) return answer;
  if (operationIn(own) !== "rebase") {
    dropRebaseRecord(own);
    if (answer.code !== 0) return refusalOf(answer.printed);
    const to = await head(run, tree);
    return isRefusal(to) ? to : { type: "rebased", from: record.from, to };
  }
  const stop = await readStop(run, tree);
  if (isRefusal(stop)) return stop;
  if (stop.files.length > 0) {
    writeRebaseRecord(own, { ...record, stop });
    return conflictOf(run, tree, record, stop);
  }
  const aborted = await abortRebase(run, tree);
  const refusal = refusalOf(answer.printed);
  return isRefusal(aborted) ? refuse(aborted.code, `${refusal.message}\n${aborted.message}`) : refusal;
}
