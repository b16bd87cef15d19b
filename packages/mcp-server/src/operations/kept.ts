import { createFilePorts, createGitPorts } from "@dgs/host";
import { renderDropped, renderKept, renderRestored, renderUndone } from "@dgs/render";
import { dropKept, isRefusal, listKept, previewDrop, previewUndo, restoreKept, undoRollback } from "@dgs/runtime";
import { z } from "zod";
import { defineConfirmed } from "./confirmed-operation.js";
import { VERSION } from "./inputs.js";
import { defineOperation } from "./operation.js";

const WHAT = z.string().min(1).max(300).describe("The ref, as list_kept shows it.");
const REPO = z.string().min(1).max(100).describe("The repo, where several have a ref of that name.");

/** Everything that is kept. */
export const listKeptOperation = defineOperation({
  name: "list-kept",
  input: z.object({}),
  perform: async ({ asked, place }) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : listKept(ports, place);
  },
  render: renderKept,
});

/** Brings something kept back on a new branch. */
export const restoreKeptOperation = defineOperation({
  name: "restore-kept",
  input: z.object({ what: WHAT, repo: REPO.optional(), branch: z.string().min(1).max(200).optional().describe("The new branch; without it `recovered/…`.") }),
  perform: async ({ asked, place }, { what, repo, branch }) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : restoreKept(ports, place, { what, ...(repo === undefined ? {} : { repo }), ...(branch === undefined ? {} : { branch }) });
  },
  render: renderRestored,
});

/** Drops something kept, for good. */
export const dropKeptOperation = defineConfirmed({
  name: "drop-kept",
  input: z.object({ what: WHAT, repo: REPO.optional() }),
  preview: async ({ asked, place }, { what, repo }) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : previewDrop(ports, place, { what, ...(repo === undefined ? {} : { repo }) });
  },
  renderPreview: ({ repo, ref, keptAt, reason }) => `${repo}: ${ref}, kept ${keptAt} (${reason}), would be dropped. It cannot be brought back.`,
  question: ({ repo, ref }) => `Drop ${ref} of ${repo}? It cannot be brought back.`,
  perform: async ({ asked, place }, _input, { ref, repo }) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : dropKept(ports, place, { what: ref, repo });
  },
  render: renderDropped,
});

/** Takes a rollback back. */
export const undoRollbackOperation = defineConfirmed({
  name: "undo-rollback",
  input: z.object({ version: VERSION }),
  preview: ({ place }, { version }) => Promise.resolve(previewUndo(createFilePorts(place), place, { version })),
  renderPreview: ({ version, asked }) => `The rollback of ${version}${asked === undefined ? "" : ` of ${asked}`} would be taken back: branches, uncommitted work, summaries and the job as they were before it.`,
  question: ({ version }) => `Put the branches and summaries of ${version} back to before its rollback?`,
  perform: async ({ asked, place }, { version }) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : undoRollback(ports, place, { version });
  },
  render: renderUndone,
});
