import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, type Refusal } from "../refusal.js";
import { objectionToRemoval, remainsOf, removeOwnWorktree } from "../work/remove-own-worktree.js";
import { type SeenWorktree, seeWorktrees } from "./worktrees.js";

/** A worktree that goes. */
export interface GoingWorktree {
  readonly repo: string;
  readonly path: string;
  /** `remove`: with its folder; `forget`: the folder is gone, and git forgets it. */
  readonly action: "remove" | "forget";
  readonly why: string;
  /** The ref under which was kept what nothing else held. */
  readonly kept?: string;
}

/** A worktree that stays, with the reason. */
export interface StayingWorktree {
  readonly repo: string;
  readonly path: string;
  readonly why: string;
}

/** `dgs worktrees prune`: what would go (`preview`) or has gone (`pruned`), and what stays. */
export interface PruneReport {
  readonly type: "prune-preview" | "pruned";
  readonly worktrees: readonly GoingWorktree[];
  readonly stays: readonly StayingWorktree[];
}

/**
 * Says which worktrees nothing needs any more: DGS made them, their milestone or quick has ended, all in them is committed, no process works in
 * them; or their folder is gone. Changes nothing.
 */
export async function planPrune(ports: Pick<Ports, "files" | "git" | "processesIn" | "liveness">, place: Place): Promise<PruneReport | Refusal> {
  const judged = await judgeAll(ports, place);
  return isRefusal(judged) ? judged : { type: "prune-preview", worktrees: judged.going.map(({ going }) => going), stays: judged.stays };
}

/**
 * Removes the worktrees of a preview that are still as it said; their branches stay. Everything is looked at again right before.
 * @param agreed The paths that the person has seen.
 */
export async function pruneWorktrees(ports: Pick<Ports, "files" | "git" | "processesIn" | "liveness">, place: Place, agreed: readonly string[]): Promise<PruneReport | Refusal> {
  const judged = await judgeAll(ports, place);
  if (isRefusal(judged)) return judged;
  const gone: GoingWorktree[] = [];
  const stays = [...judged.stays];
  for (const { seen, going } of judged.going) {
    if (!agreed.includes(going.path)) {
      stays.push({ repo: going.repo, path: going.path, why: "it was not in the preview" });
      continue;
    }
    const name = `worktrees/${seen.report.branch?.replace(/[^A-Za-z0-9/_-]+/g, "-").replace(/^[-/]+|[-/]+$/g, "") ?? "detached"}`;
    const end = await removeOwnWorktree(ports, { repo: seen.checkout, path: going.path, name, reason: `dgs worktrees prune: ${going.why}` });
    if (end.type === "stays") stays.push({ repo: going.repo, path: going.path, why: end.message });
    else gone.push({ ...going, ...("kept" in end ? { kept: end.kept } : {}) });
  }
  return { type: "pruned", worktrees: gone, stays };
}

interface Judged {
  readonly going: readonly { readonly seen: SeenWorktree; readonly going: GoingWorktree }[];
  readonly stays: readonly StayingWorktree[];
}

async function judgeAll(ports: Pick<Ports, "files" | "git" | "processesIn" | "liveness">, place: Place): Promise<Judged | Refusal> {
  const all = await seeWorktrees(ports, place);
  if (isRefusal(all)) return all;
  const going: { readonly seen: SeenWorktree; readonly going: GoingWorktree }[] = [];
  const stays: StayingWorktree[] = [];
  for (const seen of all.filter(({ entry }) => !entry.main)) {
    const { repo, path, why = "" } = seen.report;
    const objection = await objectionTo(ports, seen);
    if (objection !== undefined) stays.push({ repo, path, why: objection });
    else going.push({ seen, going: { repo, path, ...(seen.entry.missing ? { action: "forget", why: "its folder is gone" } : { action: "remove", why }) } });
  }
  return { going, stays };
}

async function objectionTo(ports: Pick<Ports, "files" | "git" | "processesIn" | "liveness">, { report, entry, checkout }: SeenWorktree): Promise<string | undefined> {
  if (report.owner === "person") return "a person made it";
  if (entry.locked !== undefined && !(entry.missing && entry.locked === "initializing")) return `it is locked${entry.locked === "" ? "" : `: ${entry.locked}`}`;
  if (entry.missing) return remainsOf(entry)?.message;
  if (report.needed === true) return report.why;
  if (report.state === "dirty") return `it has ${String(report.changes)} uncommitted changes or untracked files`;
  if (report.state === "unreadable") return "git cannot read it";
  if (report.branch === undefined) return "it is on no branch";
  return (await objectionToRemoval(ports, entry, checkout))?.message;
}
