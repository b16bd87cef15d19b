import type { PlanId, Sha } from "@dgs/core";
import { milestoneLabel, type StepContext } from "./context.js";
import { failed, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "./trees.js";

/** The commit of each tree before a plan's work, in the order of the trees. */
export type Bases = readonly Sha[];

/**
 * Opens the work on a plan: its base is pinned by a ref before an agent starts, so that a killed run is recognised.
 *
 * What such a run left is kept under `refs/dgs/keep/…` and the tree goes back to the base: the plan starts anew,
 * nothing is doubled and nothing is lost. A checkout that is not DGS's own is never reset.
 */
export async function openAttempt(context: StepContext, trees: readonly WorkTree[], plan: PlanId): Promise<Bases | WorkFailure> {
  const bases: Sha[] = [];
  for (const tree of trees) {
    const base = await openTree(context, tree, plan);
    if (typeof base === "object") return base;
    bases.push(base);
  }
  return bases;
}

/** Ends the work on a plan: it is in, or it was given up and put aside. */
export async function closeAttempt(context: StepContext, trees: readonly WorkTree[], plan: PlanId): Promise<void> {
  for (const tree of trees) {
    const ref = refOf(context, plan);
    const base = await context.ports.git.resolve(tree.path, ref);
    if (typeof base === "string") await context.ports.git.setRef(tree.path, ref, undefined, base);
  }
}

/** Puts a plan's work aside: keeps it under a ref and resets the trees, so that the branch holds only what was accepted. */
export async function putAside(context: StepContext, trees: readonly WorkTree[], bases: Bases, plan: PlanId, reason: string): Promise<readonly string[] | WorkFailure> {
  const kept: string[] = [];
  for (const [index, tree] of trees.entries()) {
    const base = bases[index];
    if (base === undefined || !tree.own) continue;
    const ref = await keepAndReset(context, tree, plan, base, reason);
    if (typeof ref === "object") return ref;
    if (ref !== undefined) kept.push(`${tree.repo.name}: ${ref}`);
  }
  return kept;
}

function refOf(context: StepContext, plan: PlanId): string {
  return `refs/dgs/attempts/${milestoneLabel(context)}/${plan}`;
}

async function openTree(context: StepContext, tree: WorkTree, plan: PlanId): Promise<Sha | WorkFailure> {
  const { git } = context.ports;
  const ref = refOf(context, plan);
  const earlier = await git.resolve(tree.path, ref);
  if (typeof earlier === "object") return failed("conflict", `${tree.repo.name}: ${earlier.message}`);
  if (earlier !== undefined && tree.own) {
    const kept = await keepAndReset(context, tree, plan, earlier, `interrupted run of plan ${plan}`);
    return typeof kept === "object" ? kept : earlier;
  }
  const clean = await cleanOrWhy(context, tree);
  if (clean !== undefined) return clean;
  const head = await git.head(tree.path);
  if (typeof head === "object") return failed("conflict", `${tree.repo.name}: ${head.message}`);
  const set = await git.setRef(tree.path, ref, head, earlier);
  return set === "set" ? head : failed("conflict", `${tree.repo.name}: ${set.message}`);
}

async function cleanOrWhy(context: StepContext, tree: WorkTree): Promise<WorkFailure | undefined> {
  const entries = await context.ports.git.status(tree.path);
  if ("type" in entries) return failed("conflict", `${tree.repo.name}: ${entries.message}`);
  const foreign = tree.own ? entries : entries.filter((entry) => !isPlanning(context, tree, entry.path));
  if (foreign.length === 0) return undefined;
  const names = foreign.slice(0, 5).map((entry) => entry.path).join(", ");
  return failed("conflict", `${tree.path} has uncommitted changes that DGS did not make (${names}${foreign.length > 5 ? ", …" : ""}): commit or stash them, then run again`);
}

/** Whether a path of a checkout lies in the planning folder, which DGS itself changes there. */
function isPlanning(context: StepContext, tree: WorkTree, path: string): boolean {
  return `${tree.path}/${path}/`.startsWith(`${context.place.root}/`);
}

async function keepAndReset(context: StepContext, tree: WorkTree, plan: PlanId, base: Sha, reason: string): Promise<string | undefined | WorkFailure> {
  const { git, newId } = context.ports;
  const kept = await git.keep({ tree: tree.path, name: `${milestoneLabel(context)}/${plan}-${newId()}`, reason, above: base });
  if (typeof kept === "object") return failed("conflict", `what an earlier run left in ${tree.path} could not be kept: ${kept.message}`);
  const reset = await git.resetTo(tree.path, base);
  if (reset !== "reset") return failed("conflict", `${tree.path} could not be put back to ${base}: ${reset.message}`);
  if (kept !== undefined) context.onEvent({ type: "note", text: `kept under ${kept}: ${reason}` });
  return kept;
}
