import { forwardSignals } from "@dgs/process";
import { isRefusal, runJob } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createLive } from "../live.js";
import { createPorts } from "../ports.js";
import { renderDryRun, renderRunReport } from "../render/run-report.js";

/** `dgs run-job` */
export const runRunJob: Command = (call) =>
  inPlace(call, async (place, view) => {
    const dryRun = call.flags.has("dry-run");
    const ports = createPorts(call, place);
    if (isRefusal(ports)) return ports;
    const live = createLive(call.io);
    const signals = forwardSignals();
    const stop = new AbortController();
    signals.signal.addEventListener("abort", () => {
      live.line("Stopping in order; the same signal again stops at once.");
      stop.abort();
    });
    try {
      const report = await runJob(ports, place, { version: call.operands["version"] ?? "", dryRun, signal: stop.signal, onEvent: live.show });
      if (isRefusal(report)) return report;
      return reported(report, () => (dryRun ? renderDryRun : renderRunReport)(report, view), report.exit);
    } finally {
      live.close();
      signals.release();
    }
  });
