import { fast, isRefusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createPorts } from "@dgs/host";
import { renderFast } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs fast` */
export const runFast: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createPorts(call, place, { agents: true });
    if (isRefusal(ports)) return ports;
    const repo = call.values["repo"];
    const input = { description: call.operands["description"] ?? "", dryRun: call.flags.has("dry-run"), ...(repo === undefined ? {} : { repo }) };
    const report = await runLive(call, (signal, onEvent) => fast(ports, place, { ...input, signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderFast(report, view));
  });
