import { lstatSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type GitRefusal, parseSha, type Sha } from "@dgs/core";
import { pin } from "./keep.js";
import { linesOf } from "./parse/quoted-path.js";
import { isRefusal } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";
import { linesFrom } from "./write-tree.js";

/** Commits that are about to be forgotten, and the name and the reason under which those are pinned that nothing else holds. */
export interface OrphanSpec {
  readonly repo: string;
  /** Ids of objects; what is no commit, or not there any more, counts for nothing. */
  readonly names: readonly string[];
  readonly name: string;
  readonly reason: string;
  /** A remote branch that is about to move, so that it does not count. */
  readonly without?: string;
}

/** The refs that stay, as arguments of `rev-list`. */
const STAYING = ["--branches", "--tags", "--glob=refs/remotes/*", "--glob=refs/dgs/keep/*", "--glob=refs/stash"];

/** Pins the commits that no ref holds which stays; each that is no ancestor of another one gets a ref. */
export async function keepOrphans(run: RunGit, spec: OrphanSpec): Promise<"kept" | GitRefusal> {
  const tips = await orphanTips(run, spec);
  if (isRefusal(tips)) return tips;
  for (const tip of tips) {
    const tree = await askGit(run, { tree: spec.repo, args: ["rev-parse", "--verify", `${tip}^{tree}`], kind: "read" });
    if (isRefusal(tree)) return tree;
    const pinned = await pin(run, { tree: spec.repo, name: spec.name, reason: spec.reason }, tip, { index: lineOf(tree), work: lineOf(tree) });
    if (isRefusal(pinned)) return pinned;
  }
  return "kept";
}

async function orphanTips(run: RunGit, { repo, names, without }: OrphanSpec): Promise<readonly Sha[] | GitRefusal> {
  if (names.length === 0) return [];
  const checked = await askGit(run, { tree: repo, args: ["cat-file", "--batch-check=%(objectname) %(objecttype)"], stdin: linesFrom(names), kind: "read" });
  if (isRefusal(checked)) return checked;
  const commits = linesOf(checked).flatMap((line) => (line.endsWith(" commit") ? [line.slice(0, -" commit".length)] : []));
  if (commits.length === 0) return [];
  // An exclusion counts for the next pattern only.
  const staying = STAYING.flatMap((pattern) => (without !== undefined && pattern.includes("remotes") ? [`--exclude=${without}`, pattern] : [pattern]));
  const listed = await askGit(run, { tree: repo, args: ["rev-list", "--parents", "--stdin", "--not", ...staying], stdin: linesFrom(commits), kind: "read" });
  if (isRefusal(listed)) return listed;
  const entries = linesOf(listed).map((line) => line.split(" "));
  const parents = new Set(entries.flatMap(([, ...rest]) => rest));
  return entries.flatMap(([name = ""]) => (parents.has(name) ? [] : (parseSha(name) ?? [])));
}

/** Returns all ids of objects that stand in git's own files of a worktree: its reflog, its refs, `ORIG_HEAD` and the like. */
export function namesBelow(own: string): readonly string[] {
  return [...new Set([...namesIn(own, ["HEAD", "ORIG_HEAD", "FETCH_HEAD"]), ...namesIn(path.join(own, "logs")), ...namesIn(path.join(own, "refs"))])];
}

/** Returns the ids of objects in a file, or in all files of a folder or the named ones. */
export function namesIn(place: string, only?: readonly string[]): readonly string[] {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isDirectory()) return (only ?? readdirSync(place)).flatMap((name) => namesIn(path.join(place, name)));
  return [...new Set(readFileSync(place, "latin1").match(/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g) ?? [])];
}
