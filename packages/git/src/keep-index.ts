import path from "node:path";
import type { GitRefusal, Sha } from "@dgs/core";
import { copyIndex } from "./index-file.js";
import { pin } from "./keep.js";
import { writeIndexTrees } from "./keep-trees.js";
import { isRefusal } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";

/** The index of a worktree whose folder is gone. */
export interface OrphanIndex {
  readonly repo: string;
  /** The git folder of the worktree. */
  readonly own: string;
  readonly head: Sha | undefined;
  readonly scratch: string;
}

/** Pins what was staged in a worktree whose folder is gone and returns the ref; `undefined` when that is what was committed. */
export async function keepIndexOf(run: RunGit, spec: OrphanIndex): Promise<string | undefined | GitRefusal> {
  const { repo, head } = spec;
  const indexFile = path.join(spec.scratch, "index");
  if (head === undefined || !(await copyIndex(path.join(spec.own, "index"), indexFile))) return undefined;
  const trees = await writeIndexTrees(run, { tree: repo, index: indexFile, scratch: spec.scratch });
  if (isRefusal(trees)) return trees;
  const committed = await askGit(run, { tree: repo, args: ["rev-parse", "--verify", `${head}^{tree}`], kind: "read" });
  if (isRefusal(committed)) return committed;
  if (trees.unmerged === undefined && lineOf(committed) === trees.index) return undefined;
  const name = `worktrees/${path.basename(spec.own).replaceAll(/[^A-Za-z0-9-]+/g, "-")}`;
  return pin(run, { tree: repo, name, reason: "staged in a worktree whose folder was deleted by hand" }, head, { ...trees, work: trees.index });
}
