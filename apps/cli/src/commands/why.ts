import { createGitPorts } from "@dgs/host";
import { renderWhy } from "@dgs/render";
import { isRefusal, why } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { suggest } from "../suggest.js";

/** `dgs why` */
export const runWhy: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createGitPorts(call, place);
    if (isRefusal(ports)) return ports;
    const subject = call.operands["what"];
    const report = await why(ports, place, { near: suggest, ...(subject === undefined ? {} : { subject }) });
    return isRefusal(report) ? report : reported(report, () => renderWhy(report, view));
  });
