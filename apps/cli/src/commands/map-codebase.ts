import { isRefusal, mapCodebase } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createJsonLines } from "../json-lines.js";
import { createLive } from "../live.js";
import { createPorts } from "@dgs/host";
import { renderMapCodebase } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs map-codebase` */
export const runMapCodebase: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createPorts(call, place, { agents: true });
    if (isRefusal(ports)) return ports;
    const { repo } = call.operands;
    const asked = { again: call.flags.has("again"), ...(repo === undefined ? {} : { repo }) };
    const live = call.flags.has("json") ? createJsonLines(call.io.stderr) : createLive(call.io);
    const report = await runLive(call, (signal, onEvent) => mapCodebase(ports, place, { ...asked, signal, onEvent }), live);
    return isRefusal(report) ? report : reported(report, () => renderMapCodebase(report, view));
  });
