import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { type ConflictFile, parseSha, type Sha } from "@dgs/core";
import { textOf } from "./git-folders.js";
import { writeDurably } from "./write-durably.js";

/** What DGS knows of its own rebase; lies in the git folder of the tree. */
export interface RebaseRecord {
  readonly from: Sha;
  readonly onto: Sha;
  readonly branch: string;
  /** Present while git has stopped at a conflict; absent while git is at work, or was killed at it. */
  readonly stop?: RebaseStop;
}

/** The state that a rebase stopped in. */
export interface RebaseStop {
  readonly files: readonly Omit<ConflictFile, "staged">[];
  /** A hash of the index without the conflicted paths. */
  readonly outside: string;
}

/** Writes the record down. */
export function writeRebaseRecord(own: string, record: RebaseRecord): void {
  writeDurably(recordFile(own), `${JSON.stringify(record)}\n`);
}

/** Removes the record. */
export function dropRebaseRecord(own: string): void {
  rmSync(recordFile(own), { force: true });
}

/** Returns the record of the rebase that is in progress; `undefined` when that is somebody else's. */
export function readRebaseRecord(own: string): RebaseRecord | undefined {
  const text = textOf(recordFile(own));
  if (text === undefined) return undefined;
  const record = JSON.parse(text) as RebaseRecord;
  if (!isBegun(own)) return record;
  const onto = parseSha((textOf(path.join(own, "rebase-merge", "onto")) ?? "").trim());
  return onto === record.onto && originOf(own) === record.from ? record : undefined;
}

/** Tells whether git has written down where the rebase started; before that it has changed nothing. */
export function isBegun(own: string): boolean {
  return existsSync(path.join(own, "rebase-apply")) || originOf(own) !== undefined;
}

function originOf(own: string): Sha | undefined {
  return parseSha((textOf(path.join(own, "rebase-merge", "orig-head")) ?? "").trim());
}

function recordFile(own: string): string {
  return path.join(own, "dgs-rebase.json");
}
