import { createPorts } from "@dgs/host";
import { renderRunReport } from "@dgs/render";
import { isRefusal, runJob } from "@dgs/runtime";
import { z } from "zod";
import { VERSION } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Carries a job out, from where it stands. */
export const runJobOperation = defineOperation({
  name: "run-job",
  input: z.object({ version: VERSION }),
  perform: async ({ asked, place, signal, onEvent }, input) => {
    const ports = createPorts(asked, place, { agents: true });
    return isRefusal(ports) ? ports : runJob(ports, place, { ...input, dryRun: false, signal, onEvent });
  },
  render: renderRunReport,
});
