import { auditPhase, isRefusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createJsonLines } from "../json-lines.js";
import { createLive } from "../live.js";
import { createPorts } from "@dgs/host";
import { renderAuditPhase } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs audit-phase` */
export const runAuditPhase: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createPorts(call, place, { agents: true });
    if (isRefusal(ports)) return ports;
    const asked = { phase: call.operands["phase"] ?? "", rerunFailed: call.flags.has("rerun-failed") };
    const live = call.flags.has("json") ? createJsonLines(call.io.stderr) : createLive(call.io);
    const report = await runLive(call, (signal, onEvent) => auditPhase(ports, place, { ...asked, signal, onEvent }), live);
    return isRefusal(report) ? report : reported(report, () => renderAuditPhase(report, view), report.exit);
  });
