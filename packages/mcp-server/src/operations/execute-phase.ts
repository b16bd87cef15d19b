import { createPorts } from "@dgs/host";
import { renderExecutePhase } from "@dgs/render";
import { executePhase, isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { PHASE } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Carries out the plans of a phase. */
export const executePhaseOperation = defineOperation({
  name: "execute-phase",
  input: z.object({
    phase: PHASE,
    gaps_only: z.boolean().default(false).describe("Only plans that close gaps."),
    auto: z.boolean().default(false).describe("Approve checkpoints that only look, take recommended decisions; otherwise the phase stops at them and waits for `answer`."),
    max_parallel: z.int().min(1).max(9_999).optional().describe("Agents at the same time."),
    on_failure: z.enum(["halt", "continue"]).optional().describe("What becomes of the other plans when one fails."),
  }),
  perform: async ({ asked, place, signal, onEvent }, input) => {
    const ports = createPorts(asked, place, { agents: true });
    return isRefusal(ports) ? ports : executePhase(ports, place, {
      ...{ phase: input.phase, gapsOnly: input.gaps_only, auto: input.auto, signal, onEvent },
      ...(input.max_parallel === undefined ? {} : { agents: input.max_parallel }),
      ...(input.on_failure === undefined ? {} : { onFailure: input.on_failure }),
    });
  },
  render: renderExecutePhase,
});
