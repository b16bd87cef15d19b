import { createPorts } from "@dgs/host";
import { renderAbandonPreview, renderQuickReport } from "@dgs/render";
import { abandonQuick, isRefusal, planAbandonQuick } from "@dgs/runtime";
import { z } from "zod";
import { defineConfirmed } from "./confirmed-operation.js";
import { QUICK } from "./inputs.js";

/** Gives a quick up; its work is kept. */
export const abandonQuickOperation = defineConfirmed({
  name: "abandon-quick",
  input: z.object({ quick: QUICK.optional() }),
  preview: async ({ asked, place }, { quick }) => {
    const ports = createPorts(asked, place, { agents: false });
    return isRefusal(ports) ? ports : planAbandonQuick(ports, place, quick === undefined ? {} : { quick });
  },
  renderPreview: renderAbandonPreview,
  question: ({ title }) => `Abandon the quick ${JSON.stringify(title)}? Its branch and worktree go away; all of it is kept and can be restored.`,
  perform: async ({ asked, place, signal, onEvent }, _input, preview) => {
    const ports = createPorts(asked, place, { agents: false });
    // What was shown is what goes, also where another quick became the active one meanwhile.
    return isRefusal(ports) ? ports : abandonQuick(ports, place, { quick: preview.id, signal, onEvent });
  },
  render: renderQuickReport,
});
