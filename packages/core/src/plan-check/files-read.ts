import { findTags } from "../markdown/tags.js";
import type { PlanReference } from "../planning/plan-brief.js";
import { listedTexts } from "../planning/tag-children.js";
import { positionAt } from "../text/lines.js";
import type { Range } from "../text/range.js";

/** A file that a plan says is there. */
export interface FileRead extends PlanReference {
  /** The task that says so, from 1; `undefined`: the plan as a whole. */
  readonly task: number | undefined;
}

const REMARK = /\((?:to be )?(?:modif(?:y|ies|ied)|updated?|edit(?:ed)?|changed?|extend(?:ed)?|existing)\b[^()]*\)\s*[`"']*$/i;
const MODIFIES = /\b(?:modify|edit|update|extend)\s+(?:the\s+)?(?:existing\s+)?(?:file\s+)?`?((?:[\w@.-]+\/)+[\w@.-]+\.[A-Za-z]\w{0,7})\b/gi;

/**
 * Returns the files that a plan says are there already: `@path` in its context, `<read_first>` of its tasks, files with a remark like `(modify)`, and what an action modifies. `<execution_context>` is for
 * the tools that other people use, and does not count.
 */
export function filesRead(source: string): readonly FileRead[] {
  const within = findTags(source, "tasks")[0]?.inner ?? { start: 0, end: source.length };
  const tasks = findTags(source, "task", within);
  const context = findTags(source, "context").filter(({ range }) => !tasks.some((task) => range.start >= task.range.start && range.end <= task.range.end));
  return [
    ...context.flatMap(({ inner }) => contextPaths(source, inner)),
    ...tasks.flatMap((span, index) => {
      const texts = (name: string): readonly Range[] => findTags(source, name, span.inner).map(({ inner }) => inner);
      const listed = texts("read_first").flatMap((inner) => listedTexts(source.slice(inner.start, inner.end)));
      const marked = texts("files").flatMap((inner) => listedTexts(source.slice(inner.start, inner.end))).filter((text) => REMARK.test(text));
      const modified = texts("action").flatMap((inner) => modifiedPaths(source.slice(inner.start, inner.end)));
      const at = positionAt(source, span.range.start);
      return [...new Set([...listed, ...marked, ...modified])].map((text) => ({ text: text.replace(/^@/, ""), at, task: index + 1 }));
    }),
  ];
}

function contextPaths(source: string, inner: Range): readonly FileRead[] {
  return [...source.slice(inner.start, inner.end).matchAll(/^[ \t]*(?:[-*+][ \t]+)?@(\S+)/gm)].map((match) => ({ text: match[1] ?? "", at: positionAt(source, inner.start + match.index), task: undefined }));
}

/** What the same action also makes is no file that has to be there. */
function modifiedPaths(action: string): readonly string[] {
  return [...action.matchAll(MODIFIES)].flatMap(([, path = ""]) => (isMadeIn(action, path) ? [] : [path]));
}

function isMadeIn(action: string, path: string): boolean {
  return action.split(/\n|(?<=[.;:])\s/).some((sentence) => sentence.includes(path) && /\b(?:create|write|add|make|new|move|rename|copy|generate)\b/i.test(sentence));
}
