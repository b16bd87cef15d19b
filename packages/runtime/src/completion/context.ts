import type { Config, MilestoneVersion, PlanningPath } from "@dgs/core";
import type { LoadedProduct } from "../load-product.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";

/** What every part of the completion of a milestone works with. */
export interface CompletionContext {
  readonly ports: Omit<Ports, "agents">;
  readonly place: Place;
  readonly config: Config;
  /** As its job spells it. */
  readonly version: MilestoneVersion;
  /** May be empty. */
  readonly milestoneName: string;
  readonly loaded: LoadedProduct;
  /** The file that says how far the completion is. */
  readonly path: PlanningPath;
}
