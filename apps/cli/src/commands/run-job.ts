import { isRefusal, runJob } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createLive } from "../live.js";
import { ownRunControls } from "../own-run-controls.js";
import { createPorts } from "@dgs/host";
import { renderDryRun, renderRunReport } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs run-job` */
export const runRunJob: Command = (call) =>
  inPlace(call, async (place, view) => {
    const dryRun = call.flags.has("dry-run");
    const ports = createPorts(call, place, { agents: !dryRun });
    if (isRefusal(ports)) return ports;
    const version = call.operands["version"] ?? "";
    const live = createLive(call.io, { command: `run-job ${version}`, ...(dryRun || call.flags.has("json") ? {} : { controls: ownRunControls(ports, place, version) }) });
    const report = await runLive(call, (signal, onEvent) => runJob(ports, place, { version, dryRun, signal, onEvent }), live);
    if (isRefusal(report)) return report;
    return reported(report, () => (dryRun ? renderDryRun : renderRunReport)(report, view), report.exit);
  });
