import { createPorts } from "@dgs/host";
import { renderFast } from "@dgs/render";
import { fast, isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { defineOperation } from "./operation.js";

/** Makes a small change in the checkout, without planning. */
export const fastOperation = defineOperation({
  name: "fast",
  input: z.object({
    description: z.string().min(1).max(4_000).describe("The change, in words."),
    repo: z.string().min(1).max(100).optional().describe("The repo, in a product with several."),
  }),
  perform: async ({ asked, place, signal, onEvent }, input) => {
    const ports = createPorts(asked, place, { agents: true });
    return isRefusal(ports) ? ports : fast(ports, place, { description: input.description, dryRun: false, ...(input.repo === undefined ? {} : { repo: input.repo }), signal, onEvent });
  },
  render: renderFast,
});
