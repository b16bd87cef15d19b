import { health, isRefusal, repairHealth } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { createFilePorts } from "@dgs/host";
import { inPlace } from "../in-place.js";
import { renderHealth } from "@dgs/render";

/** `dgs health` */
export const runHealth: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createFilePorts(place);
    const report = await (call.flags.has("repair") ? repairHealth(ports, place) : health(ports, place));
    return isRefusal(report) ? report : reported(report, () => renderHealth(report, view), report.exit);
  });
