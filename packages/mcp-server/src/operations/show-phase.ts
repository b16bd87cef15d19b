import { createFilePorts } from "@dgs/host";
import { renderShowPhase } from "@dgs/render";
import { showPhase } from "@dgs/runtime";
import { z } from "zod";
import { PHASE } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** How a phase stands. */
export const showPhaseOperation = defineOperation({
  name: "show-phase",
  input: z.object({ phase: PHASE }),
  perform: ({ place }, { phase }) => showPhase(createFilePorts(place), place, { phase }),
  render: renderShowPhase,
});
