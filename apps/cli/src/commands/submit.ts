import { createPorts } from "@dgs/host";
import { renderSubmit } from "@dgs/render";
import { isRefusal, submitFiles } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createJsonLines } from "../json-lines.js";
import { createLive } from "../live.js";
import { readSubmitted } from "../read-submitted.js";
import { runLive } from "../run-live.js";

/** `dgs submit` */
export const runSubmit: Command = (call) =>
  inPlace(call, async (place, view) => {
    const { operands: { phase = "", file = "" }, flags, io } = call;
    const files = readSubmitted(file.split("\n"), io.cwd);
    if (isRefusal(files)) return files;
    const ports = createPorts(call, place, { agents: false });
    if (isRefusal(ports)) return ports;
    const report = await runLive(call, (signal, onEvent) => submitFiles(ports, place, { phase, files, replace: flags.has("replace"), dryRun: flags.has("dry-run"), signal, onEvent }), flags.has("json") ? createJsonLines(io.stderr) : createLive(io));
    return isRefusal(report) ? report : reported(report, () => renderSubmit(report, view), report.exit);
  });
