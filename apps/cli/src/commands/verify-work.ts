import { isRefusal, type Place, type Refusal, verifyWork, type VerifyWorkPorts } from "@dgs/runtime";
import { reported } from "../answer.js";
import { createAskUat } from "../ask-uat.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createLive } from "../live.js";
import { choosePaint, renderVerifyWork } from "@dgs/render";
import { createPorts, createPortsWithAgentsWhereNamed, refuseUsage } from "@dgs/host";
import { runLive } from "../run-live.js";
import { whoRuns } from "../who-runs.js";

/** `dgs verify-work` */
export const runVerifyWork: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = portsFor(call, place);
    if (isRefusal(ports)) return ports;
    const { operands: { phase }, flags, io } = call;
    const [auto, again, diagnose] = ["auto", "again", "diagnose"].map((flag) => flags.has(flag)) as [boolean, boolean, boolean];
    const live = createLive(io);
    const ask = auto || flags.has("json") ? undefined : createAskUat(io, live, choosePaint(io.stderr, io.env));
    const wish = { ...(phase === undefined ? {} : { phase }), auto, again, diagnose, by: whoRuns(), ...(ask === undefined ? {} : { ask }) };
    const report = await runLive(call, (signal, onEvent) => verifyWork(ports, place, { ...wish, signal, onEvent }), live);
    return isRefusal(report) ? report : reported(report, () => renderVerifyWork(report, view), report.exit);
  });

/** A diagnosis that is asked for has to have its agent; one that is only offered is not offered where there is none. */
function portsFor(call: Call, place: Place): VerifyWorkPorts | Refusal {
  const { flags } = call;
  const [unfit] = ["again", "diagnose"].filter((flag) => flags.has("auto") && flags.has(flag));
  if (unfit !== undefined) return refuseUsage("option-unfit", `--auto and --${unfit} contradict each other: what is passed without a test has no issue`, `Leave out one of the two.`);
  return flags.has("diagnose") ? createPorts(call, place, { agents: true }) : createPortsWithAgentsWhereNamed(call, place);
}
