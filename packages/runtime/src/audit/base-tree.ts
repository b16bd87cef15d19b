import { basename, dirname, join } from "node:path";
import type { Sha } from "@dgs/core";
import { milestoneLabel } from "../steps/context.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { removeOwnWorktree } from "../work/remove-own-worktree.js";
import { setupWorktree } from "../work/setup-worktree.js";
import type { WorkTree } from "../work/work-tree.js";
import type { AuditContext } from "./context.js";

/** The worktree in which test commands run on the commit that a phase started from: `{repo}--{version}--base-{phase}` beside the checkout. */
function baseTreeOf(context: AuditContext, { repo, branch }: WorkTree): WorkTree {
  const name = `base-${context.found.phase.number}`;
  return { repo, path: join(dirname(repo.path), `${basename(repo.path)}--${milestoneLabel(context)}--${name}`), branch: `${branch ?? "dgs"}--${name}`, own: true };
}

/** Opens it at a commit; where an earlier run left one, it is the same. */
export async function openBaseTree(context: AuditContext, home: WorkTree, base: Sha): Promise<WorkTree | WorkFailure> {
  const tree = baseTreeOf(context, home);
  const added = await context.ports.git.addWorktree({ repo: tree.repo.path, path: tree.path, branch: tree.branch ?? "", base });
  if (added.type === "refused") return failed("internal", `the worktree ${tree.path} could not be made: ${added.message}`);
  const head = await context.ports.git.head(tree.path);
  if (head !== base) return failed("internal", `${tree.path} is not at the commit that the phase started from: move it away, then run the audit again`);
  const ready = await setupWorktree(context, { repo: tree.repo, path: tree.path, slug: milestoneLabel(context) });
  return isFailure(ready) ? ready : tree;
}

/** Removes it with its branch, which holds no commit of its own. What is in the way is told, and stays. */
export async function removeBaseTree(context: AuditContext, home: WorkTree): Promise<void> {
  const { git } = context.ports;
  const tree = baseTreeOf(context, home);
  const removal = await removeOwnWorktree(context.ports, { repo: tree.repo.path, path: tree.path, name: `${milestoneLabel(context)}/base-${context.found.phase.number}-${context.ports.newId()}`, reason: `what test commands left on the base of phase ${context.found.label}` });
  if (removal.type === "stays") {
    context.onEvent({ type: "note", text: `the worktree ${tree.path} stays: ${removal.message}` });
    return;
  }
  const at = await git.resolve(tree.repo.path, `refs/heads/${tree.branch ?? ""}`);
  if (typeof at !== "string") return;
  const deleted = await git.deleteBranch({ repo: tree.repo.path, branch: tree.branch ?? "", expected: at });
  if (deleted.type === "refused") context.onEvent({ type: "note", text: `${tree.repo.name}: the branch ${tree.branch ?? ""} stays: ${deleted.message}` });
}
