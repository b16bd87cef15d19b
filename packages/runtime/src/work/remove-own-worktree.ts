import { lstatSync } from "node:fs";
import type { GitRefusal, WorktreeEntry } from "@dgs/core";
import type { Ports } from "../ports.js";
import { realpathOfNearest } from "../inside-root.js";
import { sortIgnored, type IgnoredFiles } from "./ignored-files.js";

/** Which worktree is to go, and what its work is kept as. */
export interface OwnWorktree {
  /** The checkout that it was made beside, absolute. */
  readonly repo: string;
  /** Absolute. */
  readonly path: string;
  /** The last part of the name of the keep ref: `quick/fix-auth`. */
  readonly name: string;
  /** Why it goes, for the person who finds what was kept. */
  readonly reason: string;
}

/** Why a worktree stays; codes besides git's own: `process-inside`, `processes-unknown`, `ignored-files`, `repository-inside`. */
export interface WorktreeStays {
  readonly type: "stays";
  readonly code: GitRefusal["code"] | "process-inside" | "processes-unknown" | "ignored-files" | "repository-inside";
  /** What is in the way and what to do about it. */
  readonly message: string;
  /** What was kept before it turned out that it stays; its changes are in there only. */
  readonly kept?: string;
}

/**
 * How the removal of a worktree of DGS's own ended. `pruned`: its folder was gone already. `kept`: the ref that holds what was not committed.
 * `dropped`: ignored files and folders that went with it because a tool makes them anew, the first 20.
 */
export type OwnRemoval =
  | { readonly type: "removed"; readonly kept?: string; readonly dropped: readonly string[] }
  | { readonly type: "pruned"; readonly kept?: string }
  | { readonly type: "absent" }
  | WorktreeStays;

type RemovalPorts = Pick<Ports, "git" | "processesIn" | "liveness">;

/**
 * Removes a worktree that DGS made, with nothing lost: no process works in it, its commits are reachable from a ref that stays, and what was
 * not committed (changes, untracked files, ignored files that nobody makes anew) is kept under `refs/dgs/keep/…` first. (design 3.3, 3.12)
 *
 * Its branch stays. Asked again after a cut-off it goes on: what is gone is `absent`. Where anything is in the way the worktree stays as it is.
 */
export async function removeOwnWorktree(ports: RemovalPorts, target: OwnWorktree): Promise<OwnRemoval> {
  const listed = await ports.git.listWorktrees(target.repo);
  if ("type" in listed) return stays(listed);
  const entry = listed.find((each) => each.path === target.path || realpathOfNearest(each.path) === realpathOfNearest(target.path));
  const remains = entry === undefined ? undefined : remainsOf(entry);
  if (remains !== undefined) return remains;
  if (entry === undefined || entry.missing) return removeListed(ports, target, {});
  const objection = await objectionTo(ports, entry);
  if (objection !== undefined) return objection;
  const checkout = listed.find((each) => each.main && !each.bare)?.path ?? target.repo;
  const ignored = await readIgnored(ports, entry, checkout);
  if ("type" in ignored) return ignored;
  return removeKept(ports, target, entry, ignored);
}

/** A removal that was cut off in the middle leaves a folder that git does not know any more: what is still in it, a person has to see. */
export function remainsOf(entry: WorktreeEntry): WorktreeStays | undefined {
  if (!entry.missing || lstatSync(entry.path, { throwIfNoEntry: false }) === undefined) return undefined;
  return { type: "stays", code: "path-exists", message: `the folder ${entry.path} is there, but the file .git that makes it a worktree is gone: look at what is left in it, move it away or delete it, and run the command again` };
}

/**
 * Says why a worktree that git lists would stay, also when it is clean; `undefined` when nothing speaks against its removal. Changes nothing.
 * @param checkout The checkout that it was made beside, absolute.
 */
export async function objectionToRemoval(ports: RemovalPorts, entry: WorktreeEntry, checkout: string): Promise<WorktreeStays | undefined> {
  const objection = await objectionTo(ports, entry);
  if (objection !== undefined) return objection;
  const ignored = await readIgnored(ports, entry, checkout);
  return "type" in ignored ? ignored : undefined;
}

/** What speaks against a removal besides changes, which can be kept. A gate fails closed: what cannot be told is an objection. */
async function objectionTo(ports: RemovalPorts, entry: WorktreeEntry): Promise<WorktreeStays | undefined> {
  if (entry.main || !entry.ours) return { type: "stays", code: "not-ours", message: `DGS did not make the worktree ${entry.path}: only its own are ever removed` };
  if (entry.locked !== undefined) return { type: "stays", code: "worktree-locked", message: `the worktree ${entry.path} is locked${entry.locked === "" ? "" : ` (${entry.locked})`}: unlock it with \`git worktree unlock\`` };
  const operation = await ports.git.operation(entry.path);
  if (typeof operation === "object") return stays(operation);
  if (operation !== undefined) return { type: "stays", code: "operation-in-progress", message: `a ${operation} is in progress in ${entry.path}: end it or abort it first` };
  const inside = await ports.processesIn(entry.path);
  if (inside.type === "unknown") return { type: "stays", code: "processes-unknown", message: `it cannot be told whether a process works in ${entry.path}: ${inside.message}. Remove it yourself with \`git worktree remove\`` };
  const own = ports.liveness.current().pid;
  const others = inside.processes.filter(({ pid }) => pid !== own);
  if (others.length === 0) return undefined;
  const names = others.slice(0, 10).map(({ pid, command }) => `${command} (pid ${String(pid)})`).join(", ");
  return { type: "stays", code: "process-inside", message: `${String(others.length)} ${others.length === 1 ? "process works" : "processes work"} in ${entry.path}: ${names}. End them or leave the folder, and run the command again` };
}

async function readIgnored(ports: RemovalPorts, entry: WorktreeEntry, checkout: string): Promise<IgnoredFiles | WorktreeStays> {
  const listed = await ports.git.listIgnored(entry.path);
  if ("type" in listed) return stays(listed);
  const ignored = sortIgnored(entry.path, checkout, listed);
  if (ignored.tooMuch.length === 0) return ignored;
  const names = ignored.tooMuch.slice(0, 10).map(({ path, why }) => `${path} (${why})`).join(", ");
  return { type: "stays", code: "ignored-files", message: `git ignores files in ${entry.path} that DGS can neither keep nor take for something that is made anew: ${names}. Move them away or delete them` };
}

async function removeKept(ports: RemovalPorts, target: OwnWorktree, entry: WorktreeEntry, ignored: IgnoredFiles): Promise<OwnRemoval> {
  const { git } = ports;
  const entries = await git.status(entry.path);
  if ("type" in entries) return stays(entries);
  const inner = entries.find((each) => each.path.endsWith("/"));
  if (inner !== undefined) return { type: "stays", code: "repository-inside", message: `${entry.path}/${inner.path} is a repository of its own, and nothing here holds a copy of it: move it away` };
  const isDirty = entries.length > 0;
  if (!isDirty && ignored.keep.length === 0 && entry.branch !== undefined) return removeListed(ports, target, { dropped: ignored.drop });
  if (entry.head === undefined) return { type: "stays", code: "no-commits", message: `${entry.path} has no commit yet, and files in it: make one, or move them away` };
  const kept = await keepAll(ports, target, entry, ignored.keep);
  if (typeof kept === "object") return kept;
  if (isDirty) {
    // Git looks for changes last: whatever else it has to object comes before anything is put back.
    const asked = await removeListed(ports, target, { ...keptAs(kept), dropped: ignored.drop });
    if (asked.type !== "stays" || asked.code !== "dirty") return asked;
    const reset = await git.resetTo(entry.path, entry.head);
    if (reset !== "reset") return { ...stays(reset), ...keptAs(kept) };
  }
  return removeListed(ports, target, { ...keptAs(kept), dropped: ignored.drop });
}

/** The commits count as held when the checkout's HEAD reaches them; of a HEAD on no branch nothing else may hold them. */
async function keepAll(ports: RemovalPorts, target: OwnWorktree, entry: WorktreeEntry, ignored: readonly string[]): Promise<string | undefined | WorktreeStays> {
  const { git } = ports;
  const outside = entry.branch === undefined ? await git.head(target.repo) : entry.head;
  const above = typeof outside === "string" ? outside : entry.head;
  if (above === undefined) return undefined;
  const kept = await git.keep({ tree: entry.path, name: target.name, reason: target.reason, above, ignored });
  return typeof kept === "object" ? stays(kept) : kept;
}

async function removeListed(ports: RemovalPorts, target: OwnWorktree, done: { readonly kept?: string; readonly dropped?: readonly string[] }): Promise<OwnRemoval> {
  const { kept, dropped = [] } = done;
  const answer = await ports.git.removeWorktree({ repo: target.repo, path: target.path });
  switch (answer.type) {
    case "refused":
      return { ...stays(answer), ...keptAs(kept) };
    case "removed":
      return { type: "removed", ...keptAs(kept), dropped: dropped.slice(0, 20) };
    case "pruned":
      return answer;
    case "absent":
      return kept === undefined ? answer : { type: "removed", kept, dropped: dropped.slice(0, 20) };
  }
}

function stays(refusal: GitRefusal): WorktreeStays {
  return { type: "stays", code: refusal.code, message: refusal.message };
}

function keptAs(kept: string | undefined): { readonly kept?: string } {
  return kept === undefined ? {} : { kept };
}
