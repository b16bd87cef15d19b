import { type Config, type Job, sameVersion } from "@dgs/core";
import { activeMilestoneOf, loadProduct } from "../load-product.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";

/** What a rollback and its undoing need of the outside. */
export type RollbackPorts = Pick<Ports, "files" | "git" | "clock" | "liveness" | "disk" | "reap">;

/** What every part of a rollback works with. */
export interface RollbackContext {
  readonly ports: RollbackPorts;
  readonly place: Place;
  readonly config: Config;
  readonly version: string;
  readonly milestoneName: string;
}

/** Reads what a rollback works with; a job of another milestone than the active one is refused, as its phases cannot be told from the roadmap. */
export function rollbackContext(ports: RollbackPorts, place: Place, job: Job): RollbackContext | Refusal {
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const milestone = activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return milestone;
  if (job.version !== undefined && !sameVersion(job.version, milestone.version)) {
    return refuse("not-the-active-milestone", `the job builds ${job.version}, but ${milestone.version} is the active milestone`, `Name ${job.version} in the front matter of STATE.md first.`, { at: job.path });
  }
  return { ports, place, config: loaded.config, version: job.version ?? milestone.version, milestoneName: milestone.name };
}
