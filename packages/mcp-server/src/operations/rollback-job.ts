import { createGitPorts } from "@dgs/host";
import { renderRollbackPreview, renderRolledBack } from "@dgs/render";
import { isRefusal, previewRollback, rollbackJob } from "@dgs/runtime";
import { z } from "zod";
import { defineConfirmed } from "./confirmed-operation.js";
import { VERSION } from "./inputs.js";

/** Rolls a job back. */
export const rollbackJobOperation = defineConfirmed({
  name: "rollback-job",
  input: z.object({ version: VERSION }),
  preview: async ({ asked, place }, { version }) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : previewRollback(ports, place, { version });
  },
  renderPreview: renderRollbackPreview,
  question: ({ version, repos }) => `Roll the job of ${version} back? ${String(repos.reduce((sum, repo) => sum + repo.commits.length, 0))} commits leave their branches; all of it is kept and can be restored.`,
  perform: async ({ asked, place }, { version }, preview) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : rollbackJob(ports, place, { version, preview });
  },
  render: renderRolledBack,
});
