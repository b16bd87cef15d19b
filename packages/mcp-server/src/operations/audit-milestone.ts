import { createPorts } from "@dgs/host";
import { renderMilestoneAudit } from "@dgs/render";
import { auditMilestone, isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { VERSION } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Audits a milestone. */
export const auditMilestoneOperation = defineOperation({
  name: "audit-milestone",
  input: z.object({ version: VERSION.optional() }),
  perform: async ({ asked, place, signal, onEvent }, input) => {
    const ports = createPorts(asked, place, { agents: true });
    return isRefusal(ports) ? ports : auditMilestone(ports, place, { ...(input.version === undefined ? {} : { version: input.version }), signal, onEvent });
  },
  render: renderMilestoneAudit,
});
