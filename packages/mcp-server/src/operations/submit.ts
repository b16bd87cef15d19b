import { createPorts } from "@dgs/host";
import { renderSubmit } from "@dgs/render";
import { isRefusal, submitFiles } from "@dgs/runtime";
import { z } from "zod";
import { PHASE } from "./inputs.js";
import { defineOperation } from "./operation.js";

/** Takes planning files that somebody wrote. */
export const submitOperation = defineOperation({
  name: "submit",
  input: z.object({
    phase: PHASE,
    files: z.array(z.object({ name: z.string().min(1).max(200).describe("02-CONTEXT.md, 02-RESEARCH.md, 02-01-PLAN.md, 02-VALIDATION.md; no path."), text: z.string().max(400_000) })).min(1).max(40),
    replace: z.boolean().default(false).describe("Replace files that are there and say something else, where nothing was carried out with them."),
    dry_run: z.boolean().default(false).describe("Only say what is found."),
  }),
  perform: async ({ asked, place, signal, onEvent }, { phase, files, replace, dry_run: dryRun }) => {
    const ports = createPorts(asked, place, { agents: false });
    return isRefusal(ports) ? ports : submitFiles(ports, place, { phase, files, replace, dryRun, signal, onEvent });
  },
  render: renderSubmit,
});
