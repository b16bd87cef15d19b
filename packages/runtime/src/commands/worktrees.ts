import type { WorktreeEntry } from "@dgs/core";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { findRepos, type CodeRepo } from "../work/repos.js";
import { needOf, readNeeds, type WorktreeNeed, type WorktreePurpose } from "../work/worktree-need.js";

/** One worktree in a report. */
export interface WorktreeReport {
  /** The name of its repo. */
  readonly repo: string;
  /** Absolute. */
  readonly path: string;
  /** `checkout`: the folder that the repository itself stands in; `dgs`: DGS made it; `person`: somebody else did. */
  readonly owner: "checkout" | "dgs" | "person";
  /** Absent: HEAD is on no branch. */
  readonly branch?: string;
  /** Absent: nothing was committed yet. */
  readonly head?: string;
  /** `missing`: its folder is gone; `unreadable`: git does not say. */
  readonly state: "clean" | "dirty" | "missing" | "unreadable";
  /** Paths that differ from the last commit, untracked ones included. */
  readonly changes: number;
  /** Why it is locked, perhaps in no words; absent: it is not. */
  readonly locked?: string;
  /** What it is of; only of those that DGS made. */
  readonly of?: WorktreePurpose;
  /** Whether the planning files still have a use for it; only of those that DGS made. */
  readonly needed?: boolean;
  /** Why it is needed or not. */
  readonly why?: string;
}

/** `dgs worktrees list`: every worktree of every repo of the product. */
export interface WorktreesReport {
  readonly type: "worktrees";
  readonly worktrees: readonly WorktreeReport[];
}

/** A worktree that was looked at: as the report has it, and as git has it. */
export interface SeenWorktree {
  readonly report: WorktreeReport;
  readonly entry: WorktreeEntry;
  readonly repo: CodeRepo;
  /** The checkout of its repository, absolute. */
  readonly checkout: string;
}

/** Lists the worktrees of all code repos: where, whose, of what, in which state. */
export async function listWorktrees(ports: Pick<Ports, "files" | "git">, place: Place): Promise<WorktreesReport | Refusal> {
  const seen = await seeWorktrees(ports, place);
  return isRefusal(seen) ? seen : { type: "worktrees", worktrees: seen.map(({ report }) => report) };
}

/** Looks at the worktrees of all code repos; those of one repository that is registered twice are told once. */
export async function seeWorktrees(ports: Pick<Ports, "files" | "git">, place: Place): Promise<readonly SeenWorktree[] | Refusal> {
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  const needs = readNeeds(ports.files, place);
  const seen = new Map<string, SeenWorktree>();
  for (const repo of repos) {
    const listed = await ports.git.listWorktrees(repo.path);
    if ("type" in listed) return refuse(`git-${listed.code}`, `${repo.name}: ${listed.message}`, "Make git work in that folder and run the command again.", { at: repo.path });
    const checkout = listed.find((entry) => entry.main)?.path ?? repo.path;
    for (const entry of listed) {
      if (seen.has(entry.path)) continue;
      const need = entry.ours ? needOf(needs, entry.path, checkout) : undefined;
      seen.set(entry.path, { report: await reportOf(ports, repo, entry, need), entry, repo, checkout });
    }
  }
  return [...seen.values()];
}

async function reportOf(ports: Pick<Ports, "git">, repo: CodeRepo, entry: WorktreeEntry, need: WorktreeNeed | undefined): Promise<WorktreeReport> {
  const status = entry.missing || entry.bare ? [] : await ports.git.status(entry.path);
  const isRead = !("type" in status);
  return {
    repo: repo.name,
    path: entry.path,
    owner: entry.main ? "checkout" : entry.ours ? "dgs" : "person",
    ...(entry.branch === undefined ? {} : { branch: entry.branch }),
    ...(entry.head === undefined ? {} : { head: entry.head }),
    state: entry.missing ? "missing" : !isRead ? "unreadable" : status.length > 0 ? "dirty" : "clean",
    changes: isRead ? status.length : 0,
    ...(entry.locked === undefined ? {} : { locked: entry.locked }),
    ...(need === undefined ? {} : { needed: need.isNeeded, why: need.why, ...(need.of === undefined ? {} : { of: need.of }) }),
  };
}
