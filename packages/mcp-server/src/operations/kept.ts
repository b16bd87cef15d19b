import { createGitPorts } from "@dgs/host";
import { renderDropped, renderKept, renderRestored, renderUndone } from "@dgs/render";
import { dropKept, isRefusal, type KeptReport, listKept, type Refusal, restoreKept, undoRollback } from "@dgs/runtime";
import { z } from "zod";
import { refuseArgument } from "../registry/refuse-argument.js";
import { defineConfirmed } from "./confirmed-operation.js";
import { VERSION } from "./inputs.js";
import { defineOperation, type Performing } from "./operation.js";

const WHAT = z.string().min(1).max(300).describe("The ref, or the end of its name, as list_kept shows it.");
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
  preview: async (performing, { what, repo }) => {
    const kept = await findKept(performing, what, repo);
    return isRefusal(kept) ? kept : { type: "drop-preview", kept };
  },
  renderPreview: ({ kept }) => `${kept.repo}: ${kept.ref}, kept ${kept.keptAt} (${kept.reason}), would be dropped. It cannot be brought back.`,
  question: ({ kept }) => `Drop ${kept.ref} of ${kept.repo}? It cannot be brought back.`,
  perform: async ({ asked, place }, _input, { kept }) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : dropKept(ports, place, { what: kept.ref, repo: kept.repo });
  },
  render: renderDropped,
});

/** Takes a rollback back. */
export const undoRollbackOperation = defineConfirmed({
  name: "undo-rollback",
  input: z.object({ version: VERSION }),
  preview: async ({ asked, place }, { version }) => {
    const ports = createGitPorts(asked, place);
    const kept = isRefusal(ports) ? ports : await listKept(ports, place);
    if (isRefusal(kept)) return kept;
    const rollback = kept.rollbacks.find((each) => each.version === version);
    return rollback === undefined
      ? refuseArgument("job-not-rolled-back", `no rollback of ${version} is written down`, "list_kept shows what is kept, and which rollbacks there are.", "version")
      : { type: "undo-preview", ...rollback };
  },
  renderPreview: ({ version, asked }) => `The rollback of ${version} of ${asked} would be taken back: branches, uncommitted work, summaries and the job as they were before it.`,
  question: ({ version }) => `Put the branches and summaries of ${version} back to before its rollback?`,
  perform: async ({ asked, place }, { version }) => {
    const ports = createGitPorts(asked, place);
    return isRefusal(ports) ? ports : undoRollback(ports, place, { version });
  },
  render: renderUndone,
});

async function findKept({ asked, place }: Performing, what: string, repo: string | undefined): Promise<KeptReport | Refusal> {
  const ports = createGitPorts(asked, place);
  const list = isRefusal(ports) ? ports : await listKept(ports, place);
  if (isRefusal(list)) return list;
  const found = list.kept.filter((kept) => (kept.ref === what || kept.ref.endsWith(`/${what}`)) && (repo === undefined || kept.repo === repo));
  const [one, ...others] = found;
  if (one === undefined) return refuseArgument("kept-unknown", `nothing is kept as ${JSON.stringify(what)}`, "list_kept shows what is kept.", "what");
  return others.length === 0 ? one : refuseArgument("kept-ambiguous", `${String(found.length)} refs end with ${JSON.stringify(what)}: ${found.map((kept) => `${kept.repo} ${kept.ref}`).join(", ")}`, "Give the whole ref, and the repo.", "what");
}
