import { createFilePorts } from "@dgs/host";
import { renderHealth } from "@dgs/render";
import { health } from "@dgs/runtime";
import { z } from "zod";
import { defineOperation } from "./operation.js";

/** What is wrong in the planning folder. */
export const healthOperation = defineOperation({
  name: "health",
  input: z.object({}),
  perform: async ({ place }) => health(createFilePorts(place), place),
  render: renderHealth,
});
