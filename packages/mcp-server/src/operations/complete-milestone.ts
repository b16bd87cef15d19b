import { createPortsWithAgentsWhereNamed } from "@dgs/host";
import { renderCompletion, renderCompletionPreview } from "@dgs/render";
import { completeMilestone, isRefusal, previewCompletion } from "@dgs/runtime";
import { z } from "zod";
import { defineConfirmed } from "./confirmed-operation.js";
import { VERSION } from "./inputs.js";

/** Completes a milestone: merges, archives, tags. */
export const completeMilestoneOperation = defineConfirmed({
  name: "complete-milestone",
  input: z.object({ version: VERSION }),
  preview: async ({ asked, place }, { version }) => {
    const ports = createPortsWithAgentsWhereNamed(asked, place);
    return isRefusal(ports) ? ports : previewCompletion(ports, place, { version });
  },
  renderPreview: renderCompletionPreview,
  question: ({ version, humanNeeded, techDebt }) => [`Complete ${version}: merge its code, archive its planning files, tag it?`, ...[...humanNeeded, ...techDebt].map((item) => `- still open: ${item}`)].join("\n"),
  onlyPerson: ({ version, humanNeeded, techDebt }) => {
    const open = humanNeeded.length + techDebt.length;
    return open === 0 ? undefined : `${String(open)} things of ${version} wait for a person`;
  },
  perform: async ({ asked, place, signal, onEvent }, { version }, preview) => {
    const ports = createPortsWithAgentsWhereNamed(asked, place);
    return isRefusal(ports) ? ports : completeMilestone(ports, place, { version, preview, signal, onEvent });
  },
  render: renderCompletion,
});
