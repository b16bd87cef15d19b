import type { Machine } from "../machine.js";
import { changesForJob } from "./changes.js";
import { decideForJob } from "./decide.js";
import { evolveJob } from "./evolve.js";
import { nextForJob } from "./next.js";
import { readJob } from "./read.js";
import type { Job, JobEffect, JobEvent, JobFiles, JobObservation } from "./types.js";

/** The job machine. */
export const jobMachine: Machine<JobFiles, Job, JobEffect, JobObservation, JobEvent> = Object.freeze({
  read: readJob,
  next: nextForJob,
  decide: decideForJob,
  evolve: evolveJob,
  changes: changesForJob,
});
