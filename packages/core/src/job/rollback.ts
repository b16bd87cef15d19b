import { parseSha } from "../ids/sha.js";
import type { JobStatus } from "./job-status.js";

/** What a rollback does to one code repo, and how far it has come. */
export interface RepoRollback {
  readonly name: string;
  /** Where the job's work lies: in a worktree of its own, on a branch that is checked out nowhere, or in the checkout itself. */
  readonly where: "worktree" | "branch" | "checkout";
  readonly branch: string;
  /** The commit before the rollback. */
  readonly from: string;
  /** The commit that was recorded when the job started. */
  readonly to: string;
  /** Nothing is reset before it was kept. */
  readonly state: "due" | "kept" | "reset";
  /** The ref that holds what was there; absent where nothing had to be kept. */
  readonly kept?: string;
}

/** A rollback as the job's header tells it: what was confirmed, and what of it is done. */
export interface Rollback {
  /** When the person confirmed it. */
  readonly asked: string;
  /** The job's status before. */
  readonly was: JobStatus;
  /** The folder that the summaries are moved to. */
  readonly archive: string;
  /** The phases that the job executed, as people write their numbers. */
  readonly phases: readonly string[];
  readonly summaries: "due" | "gone";
  readonly repos: readonly RepoRollback[];
}

/** Writes a rollback as the value of its header field; one that was undone says when. */
export function formatRollback(rollback: Rollback, undone?: string): string {
  const { asked, was, archive, phases, summaries, repos } = rollback;
  const told = repos.map(({ name, where, branch, from, to, state, kept }) => ({ name, where, branch, from, to, state, ...(kept === undefined ? {} : { kept }) }));
  return JSON.stringify({ ...(undone === undefined ? {} : { undone }), asked, was, archive, phases, summaries, repos: told });
}

/** Reads the value of the header field; `"undone"` for a rollback that was taken back, `undefined` for what is none. */
export function parseRollback(json: Readonly<Record<string, unknown>> | undefined): Rollback | "undone" | undefined {
  if (json === undefined) return undefined;
  if (typeof json["undone"] === "string") return "undone";
  const { asked, was, archive, phases, summaries, repos } = json;
  const status = BEFORE.find((each) => each === was);
  if (typeof asked !== "string" || status === undefined || typeof archive !== "string" || (summaries !== "due" && summaries !== "gone")) return undefined;
  if (!Array.isArray(phases) || !phases.every((phase): phase is string => typeof phase === "string") || !Array.isArray(repos)) return undefined;
  const read = repos.map((repo) => parseRepo(repo));
  return read.every((repo) => repo !== undefined) ? { asked, was: status, archive, phases, summaries, repos: read } : undefined;
}

const BEFORE: readonly JobStatus[] = ["pending", "in-progress", "completed", "failed"];
const PLACES: readonly RepoRollback["where"][] = ["worktree", "branch", "checkout"];
const STATES: readonly RepoRollback["state"][] = ["due", "kept", "reset"];

function parseRepo(json: unknown): RepoRollback | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { name, where, branch, from, to, state, kept } = json as Readonly<Record<string, unknown>>;
  const place = PLACES.find((each) => each === where);
  const stage = STATES.find((each) => each === state);
  if (typeof name !== "string" || typeof branch !== "string" || place === undefined || stage === undefined) return undefined;
  if (typeof from !== "string" || typeof to !== "string" || parseSha(from) === undefined || parseSha(to) === undefined) return undefined;
  if (kept !== undefined && typeof kept !== "string") return undefined;
  return { name, where: place, branch, from, to, state: stage, ...(kept === undefined ? {} : { kept }) };
}
