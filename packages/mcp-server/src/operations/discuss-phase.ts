import { createPorts } from "@dgs/host";
import { renderDiscussPhase } from "@dgs/render";
import { discussPhase, isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { PHASE } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Has an agent decide what a phase leaves open; each decision is marked as assumed. */
export const discussPhaseOperation = defineOperation({
  name: "discuss-phase",
  input: z.object({ phase: PHASE }),
  perform: async ({ asked, place, signal, onEvent }, { phase }) => {
    const ports = createPorts(asked, place, { agents: true });
    return isRefusal(ports) ? ports : discussPhase(ports, place, { phase, auto: true, signal, onEvent });
  },
  render: renderDiscussPhase,
});
