import type { MilestoneVersion } from "@dgs/core";
import type { Lock } from "./lock.js";
import type { Place } from "./place.js";
import type { Ports } from "./ports.js";
import type { Refusal } from "./refusal.js";
import { lockRunner } from "./run-lock.js";

/** Takes the runner lock of a milestone's job, or says who holds it. Whoever works in the milestone's worktree holds it. */
export function lockJob(ports: Pick<Ports, "clock" | "liveness" | "disk">, place: Place, version: MilestoneVersion | string): Lock | Refusal {
  return lockRunner(ports, place, { name: `milestone-${version}`, held: `the job of ${version} is run by` });
}
