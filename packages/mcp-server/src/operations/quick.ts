import { createPorts } from "@dgs/host";
import { renderQuickReport } from "@dgs/render";
import { isRefusal, quick } from "@dgs/runtime";
import { z } from "zod";
import { defineOperation } from "./operation.js";

/** Carries out a quick. */
export const quickOperation = defineOperation({
  name: "quick",
  input: z.object({
    title: z.string().min(1).max(200).optional().describe("What is to be done, in a few words. Without it: go on with the quick that is unfinished."),
    main: z.boolean().default(false).describe("Work apart from the milestone, from the main branch; it is merged by complete_quick."),
    guidance: z.array(z.enum(["full", "debug"])).max(2).default([]).describe("`full`: discuss, plan and verify, too. `debug`: find the cause first."),
  }),
  perform: async ({ asked, place, signal, onEvent }, input) => {
    const ports = createPorts(asked, place, { agents: true });
    return isRefusal(ports) ? ports : quick(ports, place, { ...(input.title === undefined ? {} : { title: input.title }), main: input.main, guidance: input.guidance, signal, onEvent });
  },
  render: renderQuickReport,
});
