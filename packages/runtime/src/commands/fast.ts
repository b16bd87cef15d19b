import { type CancelSignal, quickId } from "@dgs/core";
import { type FastCheckout, findCheckout } from "../fast/checkout.js";
import type { CutOffLanding } from "../fast/cut-off-landing.js";
import { closeFastTree, type FastTree, fastTreeOf, openFastTree } from "../fast/fast-tree.js";
import { type FastChange, fastSubject, makeChange } from "../fast/make-change.js";
import { takeUpLanding } from "../fast/take-up-landing.js";
import { loadConfig } from "../load-config.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { type ExitKind, isRefusal, refuse, type Refusal } from "../refusal.js";
import { lockRunner, underLock } from "../run-lock.js";
import { createSpending } from "../spending/create-spending.js";
import { failed, isFailure, type WorkContext, type WorkFailure } from "../work/context.js";
import type { FastReport } from "./quick-reports.js";
import type { RunEvent } from "./reports.js";

/** What `dgs fast` is told. */
export interface FastInput {
  /** The change, in words. */
  readonly description: string;
  /** The repo, in a product with several. */
  readonly repo?: string;
  /** Show the change, and commit nothing. */
  readonly dryRun: boolean;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/**
 * Makes a trivial change and commits it on the base branch, beside whatever quick is active. (Seed 000, "When You're
 * Mid-Quick and Something Urgent Arrives")
 *
 * The agent works in a worktree of DGS's own, and only its one commit comes to the checkout, by a fast-forward: one that
 * fails leaves the checkout as it was. One that is killed while git moves the checkout is brought to its end by the next run.
 */
export async function fast(ports: Ports, place: Place, input: FastInput): Promise<FastReport | Refusal> {
  if (!/[^\p{Cc}\p{Cf}\s]/u.test(input.description)) return refuse("title-empty", "the description of the change says nothing", "Say in a few words what is to be changed: `dgs fast \"correct the year in the footer\"`.");
  const loaded = loadConfig(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  // Looked at before the lock is taken, so that a refusal leaves nothing behind, and again once it is held.
  const first = await findCheckout(ports, place, loaded.config, input.repo);
  if (isRefusal(first)) return first;
  return underLock(ports, lockRunner(ports, place, { name: "fast", held: "a fast change is being made by", shared: true }), async () => {
    const checkout = await findCheckout(ports, place, loaded.config, input.repo);
    if (isRefusal(checkout)) return checkout;
    const runId = ports.newId();
    const spending = createSpending({ ports, place, config: loaded.config, name: "fast", runId });
    const context: WorkContext = { ports, place, config: loaded.config, signal: input.signal, onEvent: input.onEvent, runId, spending, spentOn: { step: "fast" } };
    return checkout.landing === undefined ? runFast(context, checkout, input) : goOn(context, checkout, checkout.landing, input);
  });
}

/** An earlier run was cut off while its change landed: that is brought to its end first, and was all that is wanted where it is the same change. */
async function goOn(context: WorkContext, checkout: FastCheckout, landing: CutOffLanding, input: FastInput): Promise<FastReport | Refusal> {
  if (input.dryRun && !landing.landed) return refuse("landing-cut-off", `a part of ${landing.commit.slice(0, 10)} (${landing.subject}) lies in ${checkout.repo.path}: the run that brought it there was cut off`, "Run `dgs fast` with its description and without `--dry-run`: it goes on there.", { at: checkout.repo.path, exit: "conflict" });
  const landed = await takeUpLanding(context, checkout, landing);
  if (isRefusal(landed)) return landed;
  if (input.dryRun || landing.subject !== fastSubject(input.description)) {
    const clean = await findCheckout(context.ports, context.place, context.config, input.repo);
    return isRefusal(clean) ? clean : runFast(context, clean, input);
  }
  const tree = fastTreeOf(context, checkout);
  const closed = await closeFastTree(context, checkout, tree, { name: `fast/${landing.id}`, reason: "what a fast change that was cut off had left" });
  if (isFailure(closed)) noteLeft(context, tree, closed);
  return reportOf(checkout, input, landing.id, landed);
}

async function runFast(context: WorkContext, checkout: FastCheckout, input: FastInput): Promise<FastReport | Refusal> {
  const id = quickId(context.ports.clock.now());
  const tree = await openFastTree(context, checkout, id);
  if (isFailure(tree)) return refusalOf(tree, undefined);
  const made = await makeChange({ ...context, spentOn: { ...context.spentOn, plan: id } }, { id, description: input.description, tree, base: checkout.base });
  const landed = isFailure(made) || input.dryRun ? made : await land(context, checkout, made);
  const closed = await closeFastTree(context, checkout, tree, { name: `fast/${id}`, reason: `the fast change ${JSON.stringify(input.description.slice(0, 200))}${isFailure(landed) ? " was not taken" : input.dryRun ? ", shown and not taken" : ""}` });
  if (isFailure(landed)) return refusalOf(landed, isFailure(closed) ? `it is in ${tree.path}` : closed.kept);
  if (isFailure(closed)) noteLeft(context, tree, closed);
  return {
    ...reportOf(checkout, input, id, landed),
    ...(input.dryRun ? { diff: landed.diff.text } : {}),
    ...(!input.dryRun || isFailure(closed) || closed.kept === undefined ? {} : { kept: closed.kept }),
  };
}

function reportOf(checkout: FastCheckout, input: FastInput, id: string, { commit, subject, files, diff }: FastChange): FastReport {
  return { type: "fast", id, description: input.description, repo: checkout.repo.name, branch: checkout.branch, dryRun: input.dryRun, commit, subject, files, added: diff.added, removed: diff.removed };
}

/** Brings the commit to the base branch, and to the files of the checkout. */
async function land(context: WorkContext, checkout: FastCheckout, made: FastChange): Promise<FastChange | WorkFailure> {
  if (context.signal.aborted) return { type: "interrupted" };
  const moved = await context.ports.git.fastForward({ repo: checkout.repo.path, branch: checkout.branch, to: made.commit });
  if (moved.type !== "refused") return made;
  const why = moved.code === "not-fast-forward" ? `${checkout.branch} has moved meanwhile` : moved.message;
  return failed("conflict", `the change could not be brought to ${checkout.branch}: ${why}`);
}

function noteLeft(context: WorkContext, tree: FastTree, failure: WorkFailure): void {
  context.onEvent({ type: "note", text: `the worktree ${tree.path} or its branch ${tree.branch} stays until the next fast change${failure.type === "failed" ? `: ${failure.error}` : ""}` });
}

function refusalOf(failure: WorkFailure, kept: string | undefined): Refusal {
  const where = kept === undefined ? "" : `; its work is kept: ${kept}`;
  const remedy = "The checkout is as it was. Clear that up and run the command again, or use `dgs quick`.";
  if (failure.type === "interrupted") return refuse("interrupted", `the fast change was stopped${where}`, "The checkout is as it was. Run the command again when you want it.", { exit: "cancelled" });
  const exit: Exclude<ExitKind, "ok"> = failure.reason === "failed" ? "gaps" : failure.reason;
  return refuse("fast-failed", `${failure.error}${where}`, remedy, { exit });
}
