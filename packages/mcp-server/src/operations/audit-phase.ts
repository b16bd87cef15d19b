import { createPorts } from "@dgs/host";
import { renderAuditPhase } from "@dgs/render";
import { auditPhase, isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { PHASE } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Audits a phase. */
export const auditPhaseOperation = defineOperation({
  name: "audit-phase",
  input: z.object({
    phase: PHASE,
    rerun_failed: z.boolean().default(false).describe("Run only what did not pass before."),
  }),
  perform: async ({ asked, place, signal, onEvent }, input) => {
    const ports = createPorts(asked, place, { agents: true });
    return isRefusal(ports) ? ports : auditPhase(ports, place, { phase: input.phase, rerunFailed: input.rerun_failed, signal, onEvent });
  },
  render: renderAuditPhase,
});
