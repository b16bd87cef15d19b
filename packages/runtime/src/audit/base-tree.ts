import { basename, dirname, join } from "node:path";
import type { Sha } from "@dgs/core";
import { milestoneLabel } from "../steps/context.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { lockIn } from "../work/lock-in.js";
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
  if (added.type === "refused") return notMade(tree, added.message);
  const head = await context.ports.git.head(tree.path);
  if (head !== base) return failed("internal", `${tree.path} is not at the commit that the phase started from: move it away, then run the audit again`);
  const ready = await setupWorktree(context, { repo: tree.repo, path: tree.path, slug: milestoneLabel(context) });
  return isFailure(ready) ? ready : tree;
}

/** A lock of a git that was killed is a person's to take away: what cannot be looked at now, the next run looks at. */
function notMade({ path, repo }: WorkTree, message: string): WorkFailure {
  const lock = lockIn(message);
  if (lock === undefined) return failed("internal", `the worktree ${path} could not be made: ${message}`);
  return failed("human-needed", `${repo.name}: the worktree ${path} could not be made: another git is at work there, or one that was killed left its lock. When none runs, delete ${lock}, then run again`);
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
