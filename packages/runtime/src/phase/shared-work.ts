import type { PlanId } from "@dgs/core";
import { createConflictWatch, type ConflictWatch } from "./conflict-watch.js";
import { createPlaceWatch, type PlaceWatch } from "./place-watch.js";
import { createTurns, type InTurn } from "./turns.js";

/** What the plans of one execution share while they run side by side. */
export interface SharedWork {
  /** Changes to the set of worktrees and to the branches that plans land on. */
  readonly inTurn: InTurn;
  readonly places: PlaceWatch;
  readonly conflicts: ConflictWatch;
  /** Plans of which git could not take everything away because of a lock, with its words: tried again when the execution is over. */
  readonly leftAtLocks: Map<PlanId, readonly string[]>;
}

/** Makes what the plans of one execution share. */
export function createSharedWork(): SharedWork {
  return { inTurn: createTurns(), places: createPlaceWatch(createTurns()), conflicts: createConflictWatch(), leftAtLocks: new Map() };
}
