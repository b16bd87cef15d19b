import { createFilePorts } from "@dgs/host";
import { renderJobCreated } from "@dgs/render";
import { createMilestoneJob } from "@dgs/runtime";
import { z } from "zod";
import { VERSION } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Makes the job of a milestone. */
export const createMilestoneJobOperation = defineOperation({
  name: "create-milestone-job",
  input: z.object({
    version: VERSION.optional(),
    check: z.boolean().default(true).describe("Whether the job ends with an audit of the milestone."),
  }),
  perform: ({ place }, { version, check }) => createMilestoneJob(createFilePorts(place), place, { ...(version === undefined ? {} : { version }), check }),
  render: renderJobCreated,
});
