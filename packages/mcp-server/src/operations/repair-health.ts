import { createFilePorts } from "@dgs/host";
import { renderHealth } from "@dgs/render";
import { repairHealth } from "@dgs/runtime";
import { z } from "zod";
import { defineOperation } from "./operation.js";

/** Repairs of what `health` found, as far as nobody has to choose. */
export const repairHealthOperation = defineOperation({
  name: "repair-health",
  input: z.object({}),
  perform: async ({ place }) => repairHealth(createFilePorts(place), place),
  render: renderHealth,
});
