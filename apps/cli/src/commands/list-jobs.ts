import { createPlanningFiles, isRefusal, listJobs } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { renderJobList } from "@dgs/render";

/** `dgs list-jobs` */
export const runListJobs: Command = (call) =>
  inPlace(call, async (place, view) => {
    const report = await listJobs({ files: createPlanningFiles({ root: place.root }) }, place);
    return isRefusal(report) ? report : reported(report, () => renderJobList(report, view));
  });
