import { cancelJob, isRefusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createFilePorts } from "@dgs/host";
import { renderCancelled } from "@dgs/render";

/** `dgs cancel-job` */
export const runCancelJob: Command = (call) =>
  inPlace(call, async (place, view) => {
    const report = await cancelJob(createFilePorts(place), place, { version: call.operands["version"] ?? "" });
    return isRefusal(report) ? report : reported(report, () => renderCancelled(report, view));
  });
