import type { Guidance } from "@dgs/core";
import { isRefusal, quick } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createPorts, refuseUsage } from "@dgs/host";
import { renderQuickReport } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs quick` */
export const runQuick: Command = (call) =>
  inPlace(call, async (place, view) => {
    const { title } = call.operands;
    const unfit = ["main", "full", "debug"].find((flag) => title === undefined && call.flags.has(flag));
    if (unfit !== undefined) return refuseUsage("option-unfit", `--${unfit} is for a new quick, and no title is given`, "Give a title, or leave the option out to go on with the quick that is unfinished.");
    const ports = createPorts(call, place, { agents: true });
    if (isRefusal(ports)) return ports;
    const guidance = (["full", "debug"] as const).filter((each): each is Guidance => call.flags.has(each));
    const report = await runLive(call, (signal, onEvent) => quick(ports, place, { ...(title === undefined ? {} : { title }), main: call.flags.has("main"), guidance, signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderQuickReport(report, view), report.exit);
  });
