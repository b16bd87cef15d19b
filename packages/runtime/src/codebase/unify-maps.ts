import { CODEBASE_DOCUMENTS, readStamp, stampDocument, unifyDocuments } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import type { Written } from "./ask-mapper.js";
import { documentPath } from "./document-places.js";
import { keepEdited } from "./keep-edited.js";
import { type MaskedSecret, writeDocument } from "./write-document.js";

/** Makes the unified documents of several repos from those of each. One that says what it said before is not written. */
export async function unifyMaps(context: StepContext, repos: readonly string[]): Promise<Written | WorkFailure> {
  const [paths, secrets]: [string[], MaskedSecret[]] = [[], []];
  for (const name of CODEBASE_DOCUMENTS) {
    const parts = repos.flatMap((repo) => {
      const text = context.ports.files.read(documentPath(context, repo, name));
      return typeof text === "string" ? [{ repo, body: readStamp(text).body }] : [];
    });
    if (parts.length === 0) continue;
    const path = documentPath(context, undefined, name);
    const text = unifyDocuments(titleOf(name), parts);
    const former = context.ports.files.read(path);
    if (typeof former === "string" && readStamp(former).isOwn && readStamp(former).body === readStamp(stampDocument(undefined, text, [])).body) continue;
    const kept = await keepEdited(context, [path]);
    if (kept !== undefined) return kept;
    const written = await writeDocument(context, { path, text, keys: [["repos", parts.map(({ repo }) => repo).join(", ")], ["mapped", context.ports.clock.now().slice(0, 10)]], ...(typeof former === "string" ? { former } : {}) });
    if (isFailure(written)) return written;
    paths.push(path);
    secrets.push(...written);
  }
  return { paths, secrets };
}

function titleOf(name: string): string {
  const word = name.replace(/\.md$/, "");
  return word.charAt(0) + word.slice(1).toLowerCase();
}
