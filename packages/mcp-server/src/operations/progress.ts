import { createFilePorts } from "@dgs/host";
import { renderProgress } from "@dgs/render";
import { progress } from "@dgs/runtime";
import { z } from "zod";
import { defineOperation } from "./operation.js";

/** Where the project stands. */
export const progressOperation = defineOperation({
  name: "progress",
  input: z.object({}),
  perform: ({ place }) => progress(createFilePorts(place), place),
  render: renderProgress,
});
