import { completeQuick, type CompleteQuickPorts, isRefusal, loadConfig, type Place, type Refusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createCodePorts, createPorts } from "../ports.js";
import { renderQuickReport } from "../render/quick-report.js";
import { runLive } from "../run-live.js";

/** `dgs complete-quick` */
export const runCompleteQuick: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = portsFor(call, place);
    if (isRefusal(ports)) return ports;
    const { quick } = call.operands;
    const report = await runLive(call, (signal, onEvent) => completeQuick(ports, place, { ...(quick === undefined ? {} : { quick }), signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderQuickReport(report, view), report.exit);
  });

/** Most completions ask no agent: where none is named, neither here nor in the configuration, a conflict goes to a person. */
function portsFor(call: Call, place: Place): CompleteQuickPorts | Refusal {
  const ports = createCodePorts(call, place);
  if (isRefusal(ports)) return ports;
  const loaded = loadConfig(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const isNamed = call.values["agent"] !== undefined || call.values["tape"] !== undefined || call.program.length > 0 || loaded.config["agents.adapter"] !== undefined;
  return isNamed ? createPorts(call, place, { agents: true }) : ports;
}
