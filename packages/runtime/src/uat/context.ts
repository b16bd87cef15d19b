import type { PlanningPath } from "@dgs/core";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import type { PhaseInFolder } from "../steps/find-phase.js";

/** What the acceptance of a phase needs: planning files and the time; no agent and no git. */
export interface UatContext {
  readonly ports: Pick<Ports, "files" | "clock">;
  readonly place: Place;
}

/** The phase that is accepted, and its UAT file. */
export interface UatTarget {
  readonly found: PhaseInFolder;
  readonly path: PlanningPath;
}
