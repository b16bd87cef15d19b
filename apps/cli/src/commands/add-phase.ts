import { addPhase, isRefusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createPorts } from "@dgs/host";
import { renderPhaseAdded } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs add-phase`, `dgs insert-phase` */
export const runAddPhase: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createPorts(call, place, { agents: false });
    if (isRefusal(ports)) return ports;
    const { name = "", phase } = call.operands;
    const { goal = "", requirements = "" } = call.values;
    const ids = requirements.split(",").map((id) => id.trim()).filter((id) => id !== "");
    const report = await runLive(call, (signal, onEvent) => addPhase(ports, place, { name, goal, requirements: ids, ...(phase === undefined ? {} : { behind: phase }), signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderPhaseAdded(report, view));
  });
