import { outlineOf } from "../markdown/outline-of.js";
import { pathProblem } from "../planning/problems.js";
import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { CODEBASE_MAPPERS } from "../prompts/map-codebase.js";
import { findResult } from "./find-result.js";

/** The documents of a map of a repo. (formats.md 1) */
export const CODEBASE_DOCUMENTS: readonly string[] = Object.freeze(Object.values(CODEBASE_MAPPERS).flat());

/** What a codebase mapper leaves. */
export interface CodebaseMap {
  readonly documents: readonly OutboxFile[];
  readonly problems: readonly Problem[];
}

/**
 * Reads what a codebase mapper left: each of the documents that it was asked for and no others, with a heading and something below it.
 * @param wanted The documents that it was asked for.
 */
export function readCodebaseMap(files: readonly OutboxFile[], wanted: readonly string[]): CodebaseMap {
  const others = files.filter(({ path }) => !wanted.includes(path));
  const problems = others.map(({ path }) => pathProblem(path, "result-unasked", `Only ${wanted.join(", ")} belong${wanted.length === 1 ? "s" : ""} there.`, "Take it out, and put what belongs into one of them there."));
  return { documents: wanted.flatMap((name) => files.filter(({ path }) => path === name)), problems: [...problems, ...wanted.flatMap((name) => documentProblems(files, name))] };
}

function documentProblems(files: readonly OutboxFile[], path: string): readonly Problem[] {
  const found = findResult(files, path);
  if (found.type === "problems") return found.problems;
  const { text } = found.file;
  const [heading] = outlineOf(text).headings;
  if (heading === undefined) return [pathProblem(path, "result-section-missing", "It has no heading.", "Begin with `# ` and what it is about.")];
  return text.slice(heading.range.end).trim() === "" ? [pathProblem(path, "result-empty", "Nothing stands below its heading.", "Write what is there; where the document does not apply, `Not applicable: ` and why.")] : [];
}
