import type { Place } from "../place.js";
import type { ExitKind } from "../refusal.js";
import type { WorkContext } from "../work/context.js";

/** What every step of a job is run with. */
export interface StepContext extends WorkContext {
  /** The milestone that the job builds, `v1.1`. */
  readonly version: string;
  /** The milestone's name, for branch templates; may be empty. */
  readonly milestoneName: string;
  /** Inside a job nobody is asked. */
  readonly inJob: boolean;
  /** Writes down how the run ended, where its history is its own: a step of a job is part of the job's. */
  readonly endHistory?: (exit: ExitKind) => void;
}

/**
 * What names a milestone among everything in a repo: its version, and before it the project where there is one. Two
 * projects of a product may build the same version in the same repo.
 */
export function milestoneLabel(context: { readonly place: Pick<Place, "project">; readonly version: string }): string {
  const { project } = context.place;
  return project === "" ? context.version : `${project.replaceAll("/", "-")}-${context.version}`;
}
