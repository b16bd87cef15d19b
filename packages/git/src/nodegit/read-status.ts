import { existsSync, lstatSync } from "node:fs";
import path from "node:path";
import type { StatusEntry } from "@dgs/core";
import { textOf } from "../git-folders.js";
import { isRefusal } from "../refusal.js";
import type { NodegitStatusEntry } from "./api.js";
import { areHarmless, hasRulesForAll } from "./harmless.js";
import { readIndexTraits } from "./index-traits.js";
import type { OpenRepo } from "./open-repo.js";
import type { Environment } from "./place.js";
import { isPlainText } from "./read-head.js";
import type { ReadSettings } from "./settings.js";
import { stampOf } from "./stamp.js";
import { type Sure, sure } from "./sure.js";
import { compareBytes, pause } from "./turns.js";

/** What libgit2 is asked for: untracked files one by one. */
const FLAGS = { includeUntracked: 1 << 0, recurseUntracked: 1 << 4, noPatterns: 1 << 5 };

/** libgit2's bits for what differs between HEAD and the index, and between the index and the files, with git's letters. */
const STAGED: ReadonlyMap<number, string> = new Map([[0, " "], [1 << 0, "A"], [1 << 1, "M"], [1 << 2, "D"], [1 << 4, "T"]]);
const IN_TREE: ReadonlyMap<number, string> = new Map([[0, " "], [1 << 8, "M"], [1 << 9, "D"], [1 << 10, "T"]]);
const UNTRACKED = 1 << 7;
const STAGED_BITS = 0b1_1111;

/** What is needed besides the repository to tell whether libgit2's status is git's. */
export interface StatusNeeds {
  readonly env: Environment;
  readonly readSettings: ReadSettings;
}

/**
 * Asks what differs from HEAD.
 *
 * libgit2 runs no filters of the user's and reads attributes, submodules and hidden entries its own way: wherever one of them
 * could take part, by configuration, by attributes or by what the index holds, there is a doubt.
 */
export async function readStatus(open: OpenRepo, needs: StatusNeeds): Promise<Sure<readonly StatusEntry[]> | undefined> {
  if (hasAttributes(open) || hasRulesForAll(needs.env)) return undefined;
  const settings = await needs.readSettings(open);
  if (isRefusal(settings) || !(await areHarmless(open, settings))) return undefined;
  const before = await readIndexTraits(open.own);
  if (!before.plain) return undefined;
  const entries = await listEntries(open);
  // Another git may have written the index meanwhile, and what libgit2 read was not what was looked at here.
  return entries === undefined || stampOf([path.join(open.own, "index")]) !== before.stamp ? undefined : sure(entries);
}

function hasAttributes({ top, own, shared }: OpenRepo): boolean {
  if (existsSync(path.join(top, ".gitattributes")) || existsSync(path.join(own, "info", "sparse-checkout"))) return true;
  return (textOf(path.join(shared, "info", "attributes")) ?? "").trim() !== "";
}

async function listEntries({ api, repo, top }: OpenRepo): Promise<readonly StatusEntry[] | undefined> {
  const list = await api.StatusList.create(repo, { flags: FLAGS.includeUntracked | FLAGS.recurseUntracked | FLAGS.noPatterns });
  const [tracked, untracked]: [StatusEntry[], StatusEntry[]] = [[], []];
  for (let at = 0, count = list.entrycount(); at < count; at++) {
    await pause(at);
    const entry = api.Status.byIndex(list, at);
    const file = (entry.indexToWorkdir() ?? entry.headToIndex())?.newFile().path();
    if (file === undefined || !isPlainText(file) || isDoubtful(top, file, entry)) return undefined;
    const code = codeOf(entry.status() & ~UNTRACKED);
    if (code === undefined) return undefined;
    if (code !== "  ") tracked.push({ code, path: file });
    if ((entry.status() & UNTRACKED) !== 0) untracked.push({ code: "??", path: file });
  }
  return [...sorted(tracked), ...sorted(untracked)];
}

/** A repository inside the tree, attributes that are not committed yet, and a folder in place of a file. */
function isDoubtful(top: string, file: string, entry: NodegitStatusEntry): boolean {
  if (file.endsWith("/") || path.posix.basename(file) === ".gitattributes") return true;
  if ((entry.status() & (1 << 10)) === 0) return false;
  return lstatSync(path.join(top, file), { throwIfNoEntry: false })?.isDirectory() ?? true;
}

/** Returns git's two letters; `undefined` for what has none here, conflicts among them. */
function codeOf(status: number): string | undefined {
  const staged = STAGED.get(status & STAGED_BITS);
  const inTree = IN_TREE.get(status & ~STAGED_BITS);
  return staged === undefined || inTree === undefined ? undefined : `${staged}${inTree}`;
}

function sorted(entries: readonly StatusEntry[]): readonly StatusEntry[] {
  return [...entries].sort((a, b) => compareBytes(a.path, b.path));
}
