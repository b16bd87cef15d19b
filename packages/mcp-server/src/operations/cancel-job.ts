import { createFilePorts } from "@dgs/host";
import { renderCancelled } from "@dgs/render";
import { cancelJob } from "@dgs/runtime";
import { z } from "zod";
import { VERSION } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Moves a job back to pending. */
export const cancelJobOperation = defineOperation({
  name: "cancel-job",
  input: z.object({ version: VERSION }),
  perform: ({ place }, { version }) => cancelJob(createFilePorts(place), place, { version }),
  render: renderCancelled,
});
