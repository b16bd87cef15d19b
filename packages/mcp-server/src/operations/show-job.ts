import { createPorts } from "@dgs/host";
import { renderDryRun } from "@dgs/render";
import { isRefusal, runJob } from "@dgs/runtime";
import { z } from "zod";
import { VERSION } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** The steps of a job and what would run. */
export const showJobOperation = defineOperation({
  name: "show-job",
  input: z.object({ version: VERSION }),
  perform: async ({ asked, place, signal, onEvent }, { version }) => {
    const ports = createPorts(asked, place, { agents: false });
    return isRefusal(ports) ? ports : runJob(ports, place, { version, dryRun: true, signal, onEvent });
  },
  render: renderDryRun,
});
