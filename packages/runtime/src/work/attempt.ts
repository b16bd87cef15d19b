import type { GitRefusal, Sha } from "@dgs/core";
import { failed, type WorkContext, type WorkFailure } from "./context.js";
import type { WorkTree } from "./work-tree.js";

/** Work of one agent that is begun, given up or taken as a whole: a plan, a quick. */
export interface Attempt {
  /** Unique in a repo: `v1/01-02`, `quick/261121-001`. Names its refs. */
  readonly name: string;
  /** As people read it: `plan 01-02`. */
  readonly label: string;
}

/** The commit of each tree before the work, in the order of the trees. */
export type Bases = readonly Sha[];

/**
 * Opens an attempt: its base is pinned by a ref before an agent starts, so that a killed run is recognised.
 *
 * What such a run left is kept under `refs/dgs/keep/…` and the tree goes back to the base: the work starts anew,
 * nothing is doubled and nothing is lost. A checkout that is not DGS's own is never reset.
 */
export async function openAttempt(context: WorkContext, trees: readonly WorkTree[], attempt: Attempt): Promise<Bases | WorkFailure> {
  const bases: Sha[] = [];
  for (const tree of trees) {
    const base = await openTree(context, tree, attempt);
    if (typeof base === "object") return base;
    bases.push(base);
  }
  return bases;
}

/** The commit of a tree before the work of an attempt; `undefined` where none is open there, or it cannot be told. */
export async function baseOfAttempt(context: { readonly ports: Pick<WorkContext["ports"], "git"> }, tree: Pick<WorkTree, "path">, attempt: Pick<Attempt, "name">): Promise<Sha | undefined> {
  const base = await context.ports.git.resolve(tree.path, refOf(attempt));
  return typeof base === "string" ? base : undefined;
}

/** An attempt that could not be ended in a repo. */
export interface AttemptOpen {
  /** The name of the repo. */
  readonly repo: string;
  readonly refusal: GitRefusal;
}

/**
 * Ends an attempt in every tree: its work is in, or it was given up and put aside.
 * @returns Where it is still open, and why; empty where it is open nowhere. Nothing is lost by that, and asking again ends it.
 */
export async function closeAttempt(context: WorkContext, trees: readonly WorkTree[], attempt: Pick<Attempt, "name">): Promise<readonly AttemptOpen[]> {
  const open: AttemptOpen[] = [];
  for (const { path, repo } of trees) {
    const ref = refOf(attempt);
    const base = await context.ports.git.resolve(path, ref);
    const closed = typeof base === "string" ? await context.ports.git.setRef(path, ref, undefined, base) : (base ?? "set");
    if (closed !== "set") open.push({ repo: repo.name, refusal: closed });
  }
  return open;
}

/** Says where an attempt is still open and what that means, for a note or behind the reason of a failure; `undefined` where it is open nowhere. */
export function formatOpen(open: readonly AttemptOpen[], attempt: Attempt): string | undefined {
  if (open.length === 0) return undefined;
  const places = open.map(({ repo, refusal }) => `${repo}: ${refusal.message.replace(/\s+/g, " ").trim()}`).join("; ");
  return `the mark that ${attempt.label} is at work (${refOf(attempt)}) could not be taken away (${places}); its next run does it`;
}

/** Puts the work of an attempt aside: keeps it under a ref and resets the trees, so that the branch holds only what was accepted. */
export async function putAside(context: WorkContext, trees: readonly WorkTree[], bases: Bases, attempt: Attempt, reason: string): Promise<readonly string[] | WorkFailure> {
  const kept: string[] = [];
  for (const [index, tree] of trees.entries()) {
    const base = bases[index];
    if (base === undefined || !tree.own) continue;
    const ref = await keepAndReset(context, tree, attempt, base, reason);
    if (typeof ref === "object") return ref;
    if (ref !== undefined) kept.push(`${tree.repo.name}: ${ref}`);
  }
  return kept;
}

function refOf({ name }: Pick<Attempt, "name">): string {
  return `refs/dgs/attempts/${name}`;
}

async function openTree(context: WorkContext, tree: WorkTree, attempt: Attempt): Promise<Sha | WorkFailure> {
  const { git } = context.ports;
  const ref = refOf(attempt);
  const earlier = await git.resolve(tree.path, ref);
  if (typeof earlier === "object") return failed("conflict", `${tree.repo.name}: ${earlier.message}`);
  if (earlier !== undefined && tree.own) {
    const kept = await keepAndReset(context, tree, attempt, earlier, `interrupted run of ${attempt.label}`);
    return typeof kept === "object" ? kept : earlier;
  }
  const clean = await cleanOrWhy(context, tree);
  if (clean !== undefined) return clean;
  const head = await git.head(tree.path);
  if (typeof head === "object") return failed("conflict", `${tree.repo.name}: ${head.message}`);
  const set = await git.setRef(tree.path, ref, head, earlier);
  return set === "set" ? head : failed("conflict", `${tree.repo.name}: ${set.message}`);
}

async function cleanOrWhy(context: WorkContext, tree: WorkTree): Promise<WorkFailure | undefined> {
  const entries = await context.ports.git.status(tree.path);
  if ("type" in entries) return failed("conflict", `${tree.repo.name}: ${entries.message}`);
  const foreign = tree.own ? entries : entries.filter((entry) => !isPlanning(context, tree, entry.path));
  if (foreign.length === 0) return undefined;
  const names = foreign.slice(0, 5).map((entry) => entry.path).join(", ");
  return failed("conflict", `${tree.path} has uncommitted changes that DGS did not make (${names}${foreign.length > 5 ? ", …" : ""}): commit or stash them, then run again`);
}

/** Whether a path of a checkout lies in the planning folder, which DGS itself changes there. */
function isPlanning(context: WorkContext, tree: WorkTree, path: string): boolean {
  return `${tree.path}/${path}/`.startsWith(`${context.place.root}/`);
}

async function keepAndReset(context: WorkContext, tree: WorkTree, attempt: Attempt, base: Sha, reason: string): Promise<string | undefined | WorkFailure> {
  const { git, newId } = context.ports;
  const kept = await git.keep({ tree: tree.path, name: `${attempt.name}-${newId()}`, reason, above: base });
  if (typeof kept === "object") return failed("conflict", `what an earlier run left in ${tree.path} could not be kept: ${kept.message}`);
  const reset = await git.resetTo(tree.path, base);
  if (reset !== "reset") return failed("conflict", `${tree.path} could not be put back to ${base}: ${reset.message}`);
  if (kept !== undefined) context.onEvent({ type: "note", text: `kept under ${kept}: ${reason}` });
  return kept;
}
