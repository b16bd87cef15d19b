import { auditMilestone, isRefusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createPorts } from "@dgs/host";
import { renderMilestoneAudit } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs audit-milestone` */
export const runAuditMilestone: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createPorts(call, place, { agents: true });
    if (isRefusal(ports)) return ports;
    const { version } = call.operands;
    const report = await runLive(call, (signal, onEvent) => auditMilestone(ports, place, { ...(version === undefined ? {} : { version }), signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderMilestoneAudit(report, view), report.exit);
  });
