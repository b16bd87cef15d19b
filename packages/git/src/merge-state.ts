import { existsSync } from "node:fs";
import path from "node:path";
import { parseSha, type Sha } from "@dgs/core";
import { textOf } from "./git-folders.js";
import { writeDurably } from "./write-durably.js";

/** Commits that a tree works with and that a reset forgets; where they were fetched without a name, nothing else holds them. */
export interface MergeState {
  /** What is being merged. */
  readonly merging: readonly Sha[];
  /** What is being picked or reverted. */
  readonly picking: readonly Sha[];
}

/** Reads what a tree is merging or picking. */
export function readMergeState(own: string): MergeState {
  // What a rebase picks at the moment is held by the branch that it replays.
  const picked = existsSync(path.join(own, "rebase-merge")) ? [] : ["CHERRY_PICK_HEAD", "REVERT_HEAD"];
  return { merging: headsIn(own, "MERGE_HEAD"), picking: picked.flatMap((file) => headsIn(own, file)) };
}

function headsIn(own: string, file: string): readonly Sha[] {
  return (textOf(path.join(own, file)) ?? "").split("\n").flatMap((line) => parseSha(line.trim()) ?? []);
}

/** Tells git that commits are being merged into a tree, so that the next commit there gets them for parents. */
export function resumeMerge(own: string, heads: readonly Sha[]): void {
  if (heads.length === 0) return;
  writeDurably(path.join(own, "MERGE_MSG"), `Merge ${heads.map((head) => `commit '${head}'`).join(", ")}\n`);
  writeDurably(path.join(own, "MERGE_MODE"), "");
  writeDurably(path.join(own, "MERGE_HEAD"), `${heads.join("\n")}\n`);
}
