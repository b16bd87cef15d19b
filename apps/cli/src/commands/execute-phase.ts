import { executePhase, type ExecutePhaseInput, isRefusal, type Refusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import { createAskWhileExecuting } from "../ask-while-executing.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createJsonLines } from "../json-lines.js";
import { createLive } from "../live.js";
import { ownRunControls } from "../own-run-controls.js";
import { createPorts, refuseUsage } from "@dgs/host";
import { renderExecutePhase } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs execute-phase` */
export const runExecutePhase: Command = (call) =>
  inPlace(call, async (place, view, notifier) => {
    const options = optionsOf(call);
    if (isRefusal(options)) return options;
    const ports = createPorts(call, place, { agents: true });
    if (isRefusal(ports)) return ports;
    const live = call.flags.has("json") ? createJsonLines(call.io.stderr) : createLive(call.io, { command: `execute-phase ${options.phase}`, controls: ownRunControls(ports, place, undefined) });
    const asksNobody = ["non-interactive", "auto", "json"].some((flag) => call.flags.has(flag));
    const ask = asksNobody ? undefined : createAskWhileExecuting(call.io, live, view.pathOf, notifier?.ring);
    const report = await runLive(call, (signal, onEvent) => executePhase(ports, place, { ...options, ...(ask === undefined ? {} : { ask }), signal, onEvent }), live);
    return isRefusal(report) ? report : reported(report, () => renderExecutePhase(report, view), report.exit);
  });

function optionsOf({ operands, values, flags }: Call): Pick<ExecutePhaseInput, "phase" | "gapsOnly" | "auto" | "schedule" | "agents" | "onFailure"> | Refusal {
  const most = values["max-parallel"];
  const agents = most === undefined ? undefined : /^[1-9]\d{0,3}$/.test(most) ? Number(most) : undefined;
  if (most !== undefined && agents === undefined) return refuseUsage("option-value-unknown", `--max-parallel has to be a whole number from 1 to 9999, and is ${JSON.stringify(most)}`, "Give how many agents may work at the same time.");
  const schedule = (["waves", "dag"] as const).find((each) => each === values["schedule"]);
  const onFailure = (["halt", "continue", "ask"] as const).find((each) => each === values["on-failure"]);
  return {
    phase: operands["phase"] ?? "",
    gapsOnly: flags.has("gaps-only"),
    auto: flags.has("auto"),
    ...(schedule === undefined ? {} : { schedule }),
    ...(agents === undefined ? {} : { agents }),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}
