import { join } from "node:path";
import type { PlanId } from "@dgs/core";
import { lstatSync } from "node:fs";
import { readBytes } from "../disk.js";
import type { PhaseContext } from "./context.js";
import type { PlanTree } from "./plan-tree.js";

/** Where the summary of a plan that was accepted waits for its landing: in the folder of the plan's first tree that git ignores. */
function pathOf(trees: readonly PlanTree[], plan: PlanId): string | undefined {
  const [tree] = trees;
  return tree === undefined ? undefined : join(tree.path, ".dgs", "accepted", `${plan}-SUMMARY.md`);
}

/** Keeps an accepted summary, durably. */
export function keepSummary({ ports: { disk } }: PhaseContext, trees: readonly PlanTree[], plan: PlanId, text: string): void {
  const path = pathOf(trees, plan);
  if (path === undefined) return;
  const folder = join(path, "..");
  disk.makeFolder(folder);
  const draft = `${path}.new`;
  if (lstatSync(draft, { throwIfNoEntry: false }) !== undefined) disk.remove(draft);
  disk.writeNew(draft, Buffer.from(text), 0o644);
  disk.rename(draft, path);
  disk.syncFolder(folder);
}

/** The summary that was accepted; `undefined` where it is not there. */
export function readAcceptedSummary(trees: readonly PlanTree[], plan: PlanId): string | undefined {
  const path = pathOf(trees, plan);
  if (path === undefined || lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const bytes = readBytes(path);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}

/** Takes a summary away that is in its place now: a checkout stays, other than a worktree. */
export function dropAcceptedSummary({ ports: { disk } }: PhaseContext, trees: readonly PlanTree[], plan: PlanId): void {
  const path = pathOf(trees, plan);
  if (path !== undefined && lstatSync(path, { throwIfNoEntry: false }) !== undefined) disk.remove(path);
}
