import type { StepOutcome } from "@dgs/core";
import { mapRepos, type MappedCodebase } from "../codebase/map-repos.js";
import { formatMasked } from "../codebase/write-document.js";
import { isFailure } from "../work/context.js";
import type { StepContext } from "./context.js";

/** Has the code base described as it is now, so that planning sees it; what has not changed since is left as it is. (Seed 000, "Integration with Milestone Jobs") */
export async function mapCodebase(context: StepContext): Promise<StepOutcome> {
  const mapped = await mapRepos(context, { again: false });
  if (isFailure(mapped)) return mapped;
  const secrets = mapped.secrets.map((secret) => `a secret was masked in the map of the code base: ${formatMasked(secret)}; look where it comes from`);
  return { type: "done", note: noteOf(mapped), ...(secrets.length === 0 ? {} : { humanNeeded: secrets }) };
}

/** Says in one line what became of each repo. */
function noteOf({ repos, documents }: MappedCodebase): string {
  const count = repos.reduce((sum, repo) => sum + repo.documents.length, documents.length);
  const unchanged = repos.filter(({ state }) => state === "unchanged").map(({ name }) => name);
  if (count === 0) return unchanged.length === 0 ? "there is nothing to map yet" : `${unchanged.join(", ")} unchanged since the last map`;
  return `${String(count)} documents${unchanged.length === 0 ? "" : `; ${unchanged.join(", ")} unchanged`}`;
}
