import { createGitPorts } from "@dgs/host";
import { renderWhy } from "@dgs/render";
import { isRefusal, why } from "@dgs/runtime";
import { z } from "zod";
import { defineOperation } from "./operation.js";

/** Why something stands as it does, and the shortest way on. */
export const whyOperation = defineOperation({
  name: "why",
  input: z.object({ subject: z.string().min(1).max(200).optional().describe("`3`, `03-01`, `v1.0`, `v1.0 4` (a step). Without it: what is next.") }),
  perform: async ({ asked, place }, { subject }) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : why(ports, place, subject === undefined ? {} : { subject });
  },
  render: renderWhy,
});
