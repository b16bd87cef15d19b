import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { isMovedIn } from "../branches.js";
import { textOf } from "../git-folders.js";
import { isBranchName } from "../ref-name.js";
import { isShallow, type OpenRepo } from "./open-repo.js";
import { isSymbolic, readCommit } from "./read-head.js";
import { descends } from "./read-history.js";
import { type Sure, sure } from "./sure.js";

/** What is to be done for a fast-forward: nothing, or to set the ref of a branch that no tree has checked out. */
export type ForwardStep = { readonly type: "up-to-date"; readonly at: Sha } | { readonly type: "set"; readonly ref: string; readonly from: Sha; readonly to: Sha };

/** Asks what a fast-forward comes to. One that is not possible, and one that takes files along, is a doubt. */
export async function readForward(open: OpenRepo, branch: string, target: Sha): Promise<Sure<ForwardStep> | undefined> {
  const ref = `refs/heads/${branch}`;
  if (!isBranchName(branch) || isShallow(open) || (await isSymbolic(open, ref))) return undefined;
  const from = await readCommit(open, ref);
  const to = await readCommit(open, target);
  if (from === undefined || to === undefined) return undefined;
  if (await descends(open, from.answer, to.answer)) return sure({ type: "up-to-date", at: from.answer });
  if (!(await descends(open, to.answer, from.answer)) || (await mayBeCheckedOut(open, branch))) return undefined;
  return sure({ type: "set", ref, from: from.answer, to: to.answer });
}

/** Tells whether a tree of the repository has a branch checked out, or will move it when what is in progress there ends; in doubt it has. */
async function mayBeCheckedOut(open: OpenRepo, branch: string): Promise<boolean> {
  const linked = path.join(open.shared, "worktrees");
  const folders = [open.shared, ...(existsSync(linked) ? readdirSync(linked).map((id) => path.join(linked, id)) : [])];
  for (const folder of folders) {
    const head = textOf(path.join(folder, "HEAD"))?.trimEnd() ?? "";
    if (isMovedIn(folder, branch)) return true;
    if (/^[0-9a-f]{40}$/.test(head)) continue;
    const named = /^ref: (refs\/heads\/.+)$/.exec(head)?.[1];
    if (named === undefined || named === `refs/heads/${branch}` || (await isSymbolic(open, named))) return true;
  }
  return false;
}
