import { isRefusal, planPhase, type Refusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import { createAskPlanPhase } from "../ask-plan-phase.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createJsonLines } from "../json-lines.js";
import { createLive } from "../live.js";
import { choosePaint, renderPlanPhase } from "@dgs/render";
import { createPorts, refuseUsage } from "@dgs/host";
import { runLive } from "../run-live.js";
import { whoRuns } from "../who-runs.js";

/** `dgs plan-phase` */
export const runPlanPhase: Command = (call) => {
  const contradiction = contradictionIn(call);
  return contradiction === undefined ? inPlace(call, async (place, view) => {
    const { operands: { phase = "" }, flags, io } = call;
    const withAgents = createPorts(call, place, { agents: true });
    // Plans that are there ask no agent: that there is none is told only where one is needed.
    const ports = isRefusal(withAgents) ? createPorts(call, place, { agents: false }) : withAgents;
    if (isRefusal(ports)) return ports;
    const [auto, json] = [flags.has("auto"), flags.has("json")];
    const live = json ? undefined : createLive(io);
    const ask = live === undefined || auto || flags.has("non-interactive") ? undefined : createAskPlanPhase(io, live, choosePaint(io.stderr, io.env));
    const research = flags.has("research") ? "always" : flags.has("skip-research") ? "never" : "config";
    const wish = { phase, research, gaps: flags.has("gaps"), verify: !flags.has("skip-verify"), auto, by: whoRuns(), ...(ask === undefined ? {} : { ask }), ...(isRefusal(withAgents) ? { withoutAgents: withAgents } : {}) } as const;
    const report = await runLive(call, (signal, onEvent) => planPhase(ports, place, { ...wish, signal, onEvent }), live ?? createJsonLines(io.stderr));
    return isRefusal(report) ? report : reported(report, () => renderPlanPhase(report, view), report.exit);
  }) : Promise.resolve({ type: "refused", refusal: contradiction });
};

/** Research that is wanted and not wanted. */
function contradictionIn({ flags }: Call): Refusal | undefined {
  if (!flags.has("research") || !flags.has("skip-research")) return undefined;
  return refuseUsage("option-unfit", "--research and --skip-research contradict each other", "Leave out one of the two.");
}
