import { completeQuick, isRefusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createPortsWithAgentsWhereNamed } from "@dgs/host";
import { renderQuickReport } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs complete-quick`. Most completions ask no agent: where none is named a conflict goes to a person. */
export const runCompleteQuick: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createPortsWithAgentsWhereNamed(call, place);
    if (isRefusal(ports)) return ports;
    const { quick } = call.operands;
    const report = await runLive(call, (signal, onEvent) => completeQuick(ports, place, { ...(quick === undefined ? {} : { quick }), signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderQuickReport(report, view), report.exit);
  });
