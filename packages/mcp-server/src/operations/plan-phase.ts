import { hostname } from "node:os";
import { createPorts } from "@dgs/host";
import { renderPlanPhase } from "@dgs/render";
import { isRefusal, planPhase } from "@dgs/runtime";
import { z } from "zod";
import { PHASE } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Plans a phase. */
export const planPhaseOperation = defineOperation({
  name: "plan-phase",
  input: z.object({
    phase: PHASE,
    research: z.enum(["config", "always", "never"]).default("config").describe("Whether a researcher looks into it first."),
    gaps: z.boolean().default(false).describe("Plan what closes the gaps of the phase."),
    auto: z.boolean().default(false).describe("Let an agent decide what is open, where nobody discussed the phase."),
  }),
  perform: async ({ asked, place, signal, onEvent }, { phase, research, gaps, auto }) => {
    const withAgents = createPorts(asked, place, { agents: true });
    // Plans that are there ask no agent: that there is none is told only where one is needed.
    const ports = isRefusal(withAgents) ? createPorts(asked, place, { agents: false }) : withAgents;
    if (isRefusal(ports)) return ports;
    return planPhase(ports, place, { phase, research, gaps, auto, verify: true, by: `mcp@${hostname()}`, ...(isRefusal(withAgents) ? { withoutAgents: withAgents } : {}), signal, onEvent });
  },
  render: renderPlanPhase,
});
