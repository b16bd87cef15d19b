import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { IdeaDocument, Refusal } from "@dgs/runtime";
import { refuse } from "@dgs/host";

/** Bytes of a document; an agent is given all of it. */
const MOST_BYTES = 400_000;

/** Reads the document that `--auto` names: `@idea.md`, `idea.md`, or `-` for stdin. */
export function readDocument(named: string, cwd: string): IdeaDocument | Refusal {
  const isStdin = named === "-" || named === "@-";
  const path = isStdin ? "stdin" : named.replace(/^@/, "");
  try {
    const bytes = readFileSync(isStdin ? 0 : resolve(cwd, path));
    if (bytes.length > MOST_BYTES) return refuse("document-unreadable", `the document has ${String(bytes.length)} bytes`, `Give one of at most ${String(MOST_BYTES)}: what decides, not all that is known.`, path);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim() === "" ? refuse("document-unreadable", "the document is empty", "Write down in it what the project is to do.", path) : { path, text };
  } catch (error) {
    return refuse("document-unreadable", `the document cannot be read: ${error instanceof Error ? error.message : String(error)}`, "Name a text file in UTF-8: --auto @idea.md.", path);
  }
}
