import { isRefusal, makeMilestonePage, milestoneReport, saveMilestoneReport } from "@dgs/runtime";
import { resolve } from "node:path";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createCodePorts, refuseUsage } from "@dgs/host";
import { renderMilestoneReport, renderSavedReport } from "@dgs/render";

/** `dgs report` */
export const runReport: Command = (call) =>
  inPlace(call, async (place, view) => {
    const { output } = call.values;
    const isJson = call.flags.has("json");
    if (isJson && output === "-") return refuseUsage("option-unfit", "dgs report prints either the data or the page on stdout", "Leave out --json or --output -.");
    const ports = createCodePorts(call, place);
    if (isRefusal(ports)) return ports;
    const { version } = call.operands;
    const input = version === undefined ? {} : { version };
    if (isJson && output === undefined) {
      const report = await milestoneReport(ports, place, input);
      return isRefusal(report) ? report : reported(report, () => renderMilestoneReport(report, view));
    }
    if (output === "-") {
      const made = await makeMilestonePage(ports, place, input);
      return isRefusal(made) ? made : reported(made.report, () => made.html.trimEnd());
    }
    const saved = await saveMilestoneReport(ports, place, { ...input, ...(output === undefined ? {} : { file: resolve(call.io.cwd, output) }) });
    return isRefusal(saved) ? saved : reported(saved.report, () => renderSavedReport(saved, view));
  });
