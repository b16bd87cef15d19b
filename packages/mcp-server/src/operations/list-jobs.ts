import { createFilePorts } from "@dgs/host";
import { renderJobList } from "@dgs/render";
import { listJobs } from "@dgs/runtime";
import { z } from "zod";
import { defineOperation } from "./operation.js";

/** Every job. */
export const listJobsOperation = defineOperation({
  name: "list-jobs",
  input: z.object({}),
  perform: ({ place }) => listJobs(createFilePorts(place), place),
  render: renderJobList,
});
