import { discussPhase, isRefusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import { createAskDiscussion } from "../ask-discussion.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createLive } from "../live.js";
import { choosePaint, renderDiscussPhase } from "@dgs/render";
import { createPorts } from "@dgs/host";
import { runLive } from "../run-live.js";

/** `dgs discuss-phase` */
export const runDiscussPhase: Command = (call) =>
  inPlace(call, async (place, view) => {
    const { operands: { phase = "" }, flags, io } = call;
    const withAgents = createPorts(call, place, { agents: true });
    // A discussion that goes on asks no agent: that there is none is told only where one is needed.
    const ports = isRefusal(withAgents) ? createPorts(call, place, { agents: false }) : withAgents;
    if (isRefusal(ports)) return ports;
    const auto = flags.has("auto");
    const live = createLive(io);
    const ask = auto || flags.has("json") ? undefined : createAskDiscussion(io, live, choosePaint(io.stderr, io.env));
    const wish = { phase, auto, ...(ask === undefined ? {} : { ask }), ...(isRefusal(withAgents) ? { withoutAgents: withAgents } : {}) };
    const report = await runLive(call, (signal, onEvent) => discussPhase(ports, place, { ...wish, signal, onEvent }), live);
    return isRefusal(report) ? report : reported(report, () => renderDiscussPhase(report, view), report.exit);
  });
