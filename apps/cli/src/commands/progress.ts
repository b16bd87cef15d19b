import { createPlanningFiles, isRefusal, progress } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { renderProgress } from "@dgs/render";

/** `dgs progress` */
export const runProgress: Command = (call) =>
  inPlace(call, async (place, view) => {
    const report = await progress({ files: createPlanningFiles({ root: place.root }) }, place);
    return isRefusal(report) ? report : reported(report, () => renderProgress(report, view));
  });
