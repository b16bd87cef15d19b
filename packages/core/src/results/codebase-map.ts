import { outlineOf } from "../markdown/outline-of.js";
import { pathProblem } from "../planning/problems.js";
import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { findResult } from "./find-result.js";

/** The documents of a map of the code base. (formats.md 1) */
export const CODEBASE_DOCUMENTS: readonly string[] = Object.freeze(["STACK.md", "ARCHITECTURE.md", "STRUCTURE.md", "CONVENTIONS.md", "TESTING.md", "INTEGRATIONS.md", "CONCERNS.md"]);

/** What a codebase mapper leaves. */
export interface CodebaseMap {
  readonly documents: readonly OutboxFile[];
  readonly problems: readonly Problem[];
}

/** Reads a map of the code base: documents of these names and no others, each with a heading and something below it. */
export function readCodebaseMap(files: readonly OutboxFile[]): CodebaseMap {
  const [documents, others] = [files.filter(({ path }) => CODEBASE_DOCUMENTS.includes(path)), files.filter(({ path }) => !CODEBASE_DOCUMENTS.includes(path))];
  const problems = others.map(({ path }) => pathProblem(path, "result-unasked", `Only ${CODEBASE_DOCUMENTS.join(", ")} belong there.`, "Take it out, and put what it says into one of them."));
  if (documents.length === 0) problems.push(pathProblem("STACK.md", "result-missing", "The outbox holds no document.", "Write those that apply."));
  return { documents, problems: [...problems, ...documents.flatMap((file) => documentProblems(documents, file))] };
}

function documentProblems(files: readonly OutboxFile[], { path, text }: OutboxFile): readonly Problem[] {
  const found = findResult(files, path);
  if (found.type === "problems") return found.problems;
  const [heading] = outlineOf(text).headings;
  if (heading === undefined) return [pathProblem(path, "result-section-missing", "It has no heading.", "Begin with `# ` and what it is about.")];
  return text.slice(heading.range.end).trim() === "" ? [pathProblem(path, "result-empty", "Nothing stands below its heading.", "Write what is there, or leave the document out.")] : [];
}
