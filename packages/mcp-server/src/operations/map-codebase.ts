import { createPorts } from "@dgs/host";
import { renderMapCodebase } from "@dgs/render";
import { isRefusal, mapCodebase } from "@dgs/runtime";
import { z } from "zod";
import { defineOperation } from "./operation.js";

/** Has the code base described. */
export const mapCodebaseOperation = defineOperation({
  name: "map-codebase",
  input: z.object({
    repo: z.string().min(1).max(100).optional().describe("One repo; without it all."),
    again: z.boolean().default(false).describe("Also what has not changed since it was mapped."),
  }),
  perform: async ({ asked, place, signal, onEvent }, input) => {
    const ports = createPorts(asked, place, { agents: true });
    return isRefusal(ports) ? ports : mapCodebase(ports, place, { again: input.again, ...(input.repo === undefined ? {} : { repo: input.repo }), signal, onEvent });
  },
  render: renderMapCodebase,
});
