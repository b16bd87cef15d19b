import { relative, sep } from "node:path";
import { linksBetweenRepos, mapCrossRepoPrompt, type PromptInput, readStamp, renderCodebaseFacts, renderRepoLinks } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { askForDocuments, watchRepo, writeAll, type Written } from "./ask-mapper.js";
import { documentPath } from "./document-places.js";
import { keepEdited } from "./keep-edited.js";
import type { SurveyedRepo } from "./survey-repo.js";

/** The document that tells how several repos work together. */
const CROSS_REPO = "CROSS-REPO.md";

/** Has it described how several repos work together, where one of them was mapped anew or the document is not there; `unchanged` says that it stays. */
export async function mapCrossRepo(context: StepContext, repos: readonly SurveyedRepo[], again: boolean): Promise<Written | "unchanged" | WorkFailure> {
  const path = documentPath(context, undefined, CROSS_REPO);
  const [former, commit] = [context.ports.files.read(path), commitsOf(context, repos)];
  const stamp = typeof former === "string" ? readStamp(former) : undefined;
  const isDirty = repos.some(({ dirty }) => dirty);
  if (!again && !isDirty && stamp?.commit === commit && !stamp.dirty) return "unchanged";
  const kept = await keepEdited(context, [path]);
  if (kept !== undefined) return kept;
  const [first] = repos;
  if (first === undefined) return "unchanged";
  const inputs: readonly PromptInput[] = [
    { title: "Links between the repos that code found", text: renderRepoLinks(linksBetweenRepos(repos)) },
    { title: "Where the repos lie, from the folder that you are in", text: repos.map(({ name, cwd }) => `${name}: ${relative(first.cwd, cwd).split(sep).join("/") || "."}`).join("\n") },
    ...repos.map(({ name, facts }) => ({ title: `Facts about ${name} that code found`, text: renderCodebaseFacts(facts) })),
    ...promptInputs(context.ports.files, repos.flatMap(({ name }) => ["ARCHITECTURE.md", "INTEGRATIONS.md"].map((document) => [`${document} of ${name}`, documentPath(context, name, document)] as const))),
    ...(stamp === undefined || stamp.isOwn || stamp.body.trim() === "" ? [] : [{ title: `${CROSS_REPO} as it is: people wrote into it, and what they wrote holds`, path, text: stamp.body }]),
  ];
  // Behind the commit of what people wrote: it moves the HEAD of a repo that holds the planning folder.
  const changes = await Promise.all(repos.map((repo) => watchRepo(context, repo)));
  const left = await askForDocuments(context, {
    purpose: "map-codebase cross-repo",
    ...{ cwd: first.cwd, changes, wanted: [CROSS_REPO] },
    prompt: (findings) => mapCrossRepoPrompt(repos.map(({ name }) => name), inputs, findings),
  });
  if (isFailure(left)) return left;
  const known = { name: CROSS_REPO, path, isCurrent: false, ...(typeof former === "string" ? { text: former } : {}) };
  return writeAll(context, left, [known], [["repos", repos.map(({ name }) => name).join(", ")], ["commit", commit], ["dirty", String(isDirty)], ["mapped", context.ports.clock.now().slice(0, 10)]]);
}

/** The commits that the maps of the repos tell of. */
function commitsOf(context: StepContext, repos: readonly SurveyedRepo[]): string {
  return repos.map(({ name }) => {
    const text = context.ports.files.read(documentPath(context, name, "STACK.md"));
    return `${name}=${(typeof text === "string" ? readStamp(text).commit : undefined) ?? "none"}`;
  }).join(" ");
}
