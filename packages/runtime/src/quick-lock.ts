import type { Quick } from "@dgs/core";
import { lockJob } from "./job-lock.js";
import type { Lock } from "./lock.js";
import type { Place } from "./place.js";
import type { Ports } from "./ports.js";
import type { Refusal } from "./refusal.js";
import { lockRunner } from "./run-lock.js";

/**
 * Takes the lock that a quick works under, or says who holds it. Product-level quicks of a project share one; a
 * milestone-context quick works in the milestone's worktree and takes the lock of the milestone's job.
 *
 * @param version The milestone of a milestone-context quick, as its job spells it.
 */
export function lockQuick(ports: Pick<Ports, "clock" | "liveness" | "disk">, place: Place, kind: Quick["kind"], version: string | undefined): Lock | Refusal {
  if (kind === "milestone-context" && version !== undefined) return lockJob(ports, place, version);
  return lockRunner(ports, place, { name: "quick", held: "a product-level quick of this project is worked on by" });
}
