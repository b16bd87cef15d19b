import { createPorts } from "@dgs/host";
import { renderGapsPlanned } from "@dgs/render";
import { isRefusal, planMilestoneGaps } from "@dgs/runtime";
import { z } from "zod";
import { VERSION } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Adds the fix phases of the audit of a milestone. */
export const planMilestoneGapsOperation = defineOperation({
  name: "plan-milestone-gaps",
  input: z.object({ version: VERSION.optional() }),
  perform: async ({ asked, place, signal, onEvent }, { version }) => {
    const ports = createPorts(asked, place, { agents: false });
    return isRefusal(ports) ? ports : planMilestoneGaps(ports, place, { ...(version === undefined ? {} : { version }), signal, onEvent });
  },
  render: renderGapsPlanned,
});
