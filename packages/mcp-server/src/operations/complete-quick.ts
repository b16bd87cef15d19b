import { createPortsWithAgentsWhereNamed } from "@dgs/host";
import { renderQuickReport } from "@dgs/render";
import { completeQuick, isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { QUICK } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Merges a product-level quick into its base branch, pushes, and cleans up. */
export const completeQuickOperation = defineOperation({
  name: "complete-quick",
  input: z.object({ quick: QUICK.optional() }),
  perform: async ({ asked, place, signal, onEvent }, { quick }) => {
    const ports = createPortsWithAgentsWhereNamed(asked, place);
    return isRefusal(ports) ? ports : completeQuick(ports, place, { ...(quick === undefined ? {} : { quick }), signal, onEvent });
  },
  render: renderQuickReport,
});
