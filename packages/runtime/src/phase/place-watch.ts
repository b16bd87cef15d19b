import type { PlanId } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { WorkTree } from "../work/work-tree.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { checkForeignPlaces, recordPlaces, type RepoPlaces } from "../work/foreign-places.js";
import { attemptAt, isApart, type PlanTree, planTreeOf } from "./plan-tree.js";
import type { InTurn } from "./turns.js";

type Watched = StepContext & { readonly found: PhaseInFolder; readonly trees: readonly WorkTree[] };

/**
 * Watches what lies outside of the worktrees while agents run side by side: branches, checkouts, and files in checkouts that nobody has committed.
 *
 * All running plans share one record. What has moved is told once, to the plan whose agent ended first after it: it cannot be told which of those
 * that ran has done it, so the others are named with it.
 */
export interface PlaceWatch {
  /** Begins to watch for a plan. */
  readonly begin: (context: Watched, plan: PlanId) => Promise<WorkFailure | undefined>;
  /** Looks whether something has moved that must not. */
  readonly look: (context: Watched, plan: PlanId, trees: readonly PlanTree[]) => Promise<WorkFailure | undefined>;
  readonly end: (plan: PlanId) => void;
}

interface Seen {
  readonly places: readonly RepoPlaces[];
  /** Paths that are changed in each checkout, by its folder. */
  readonly changed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Makes a watch; looks wait for each other, so that a move is told once. */
export function createPlaceWatch(inTurn: InTurn): PlaceWatch {
  const running = new Set<PlanId>();
  let seen: Seen | undefined;
  return {
    begin: (context, plan) =>
      inTurn(async () => {
        const now = running.size > 0 && seen !== undefined ? seen : await see(context);
        if (isFailure(now)) return now;
        seen = now;
        running.add(plan);
        return undefined;
      }),
    look: (context, plan, trees) =>
      inTurn(async () => {
        if (seen === undefined) return undefined;
        const others = [...running].filter((each) => each !== plan);
        const before = seen;
        const moved = await checkForeignPlaces(context, before.places, { ...ownOf(context, trees), label: `plan ${plan}${others.length === 0 ? "" : ` (beside ${others.join(", ")})`}`, name: attemptAt(context, plan).name });
        const now = await see(context);
        if (isFailure(now)) return moved ?? now;
        tellChanges(context, plan, before, now);
        seen = now;
        return moved;
      }),
    end: (plan) => {
      running.delete(plan);
    },
  };
}

/** Branches of all plans are DGS's own, and so are the milestone's, but those only DGS moves. */
function ownOf(context: Watched, trees: readonly PlanTree[]): { readonly own: readonly { readonly path: string; readonly branch: string | undefined }[]; readonly watched: readonly string[] } {
  const plans = context.trees.flatMap((home) => context.found.phase.plans.map(({ id }) => planTreeOf(context, home, id))).filter(isApart);
  return { own: [...plans, ...trees], watched: trees.filter(isApart).flatMap(({ home }) => home.branch ?? []) };
}

async function see(context: Watched): Promise<Seen | WorkFailure> {
  const places = await recordPlaces(context);
  if (isFailure(places)) return places;
  const changed = new Map<string, ReadonlySet<string>>();
  for (const folder of new Set(context.config["git.worktrees"] ? context.trees.flatMap(({ path, repo }) => [path, repo.path]) : [])) {
    const entries = await context.ports.git.status(folder);
    if ("type" in entries) return failed("conflict", `${folder} cannot be read: ${entries.message}`);
    changed.set(folder, new Set(entries.map(({ path }) => path).filter((path) => !`${folder}/${path}/`.startsWith(`${context.place.root}/`))));
  }
  return { places, changed };
}

/** Nobody can tell whether it was the agent or a person who works there: it is told, and harms nothing that lands. */
function tellChanges(context: Watched, plan: PlanId, before: Seen, now: Seen): void {
  for (const [folder, paths] of now.changed) {
    const fresh = [...paths].filter((path) => before.changed.get(folder)?.has(path) !== true);
    if (fresh.length === 0) continue;
    context.onEvent({ type: "note", text: `while plan ${plan} ran, files outside of its worktree were changed, in ${folder}: ${fresh.slice(0, 5).join(", ")}${fresh.length > 5 ? ", …" : ""}. Look whether it was the agent or you: they are in no commit, and stay there` });
  }
}
