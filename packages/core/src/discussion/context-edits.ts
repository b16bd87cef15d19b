import { escapeLine, oneLine } from "../markdown/escape-line.js";
import { CONTEXT_PARTS, type ContextPart, contextParts, readContext, renderDecision } from "../planning/context-file.js";
import type { NamedPlace } from "../results/question-set.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import type { AnsweredQuestion, Discussion } from "./discussion-file.js";

/** What a discussion came to, as CONTEXT.md says it. */
export interface DiscussionResult {
  readonly domain: string;
  readonly decisions: readonly { readonly text: string; readonly assumed: boolean }[];
  readonly specifics: readonly string[];
  readonly canonicalRefs: readonly NamedPlace[];
  readonly codeContext: readonly NamedPlace[];
  readonly deferred: readonly string[];
}

/** What the answers of a discussion come to. A question that is open counts as left to the agent. */
export function resultOf(discussion: Discussion): DiscussionResult {
  const { domain, questions, canonicalRefs, codeContext, more } = discussion;
  return {
    ...{ domain: oneLine(domain), canonicalRefs, codeContext },
    decisions: [...questions.flatMap(decisionOf), ...more.decisions.map((text) => ({ text: oneLine(text), assumed: false }))],
    specifics: more.specifics.map(oneLine),
    deferred: [...questions.flatMap(({ answer, topic, question }) => (answer?.type === "deferred" ? [oneLine(topic === "" ? question : `${topic}: ${question}`)] : [])), ...more.deferred.map(oneLine)],
  };
}

/** The question stands before its answer: "only hours" says nothing by itself. */
function decisionOf({ question, options, answer }: AnsweredQuestion): DiscussionResult["decisions"] {
  const asked = oneLine(question);
  const before = /[.?!:]$/.test(asked) ? asked : `${asked}:`;
  const say = (text: string, assumed: boolean): DiscussionResult["decisions"] => [{ text: `${before} ${oneLine(text)}`, assumed }];
  switch (answer?.type) {
    case "deferred":
      return [];
    case "words":
      return say(answer.text, false);
    case "option":
      return say(sayOption(options.find(({ label }) => label === answer.label) ?? { label: answer.label, consequence: "" }), false);
    case "assumed":
    case undefined: {
      const taken = options.find(({ recommended }) => recommended) ?? options[0];
      return say(taken === undefined ? "the planner decides" : sayOption(taken), true);
    }
  }
}

function sayOption({ label, consequence }: { readonly label: string; readonly consequence: string }): string {
  return consequence === "" ? label : `${label} (${consequence.replace(/[.\s]+$/, "")})`;
}

/** Writes CONTEXT.md of a phase that has none. `number` as people write it; `on`: the day, `2026-05-01`. (formats.md 12) */
export function renderContext(phase: { readonly number: string; readonly name: string; readonly on: string }, result: DiscussionResult): string {
  const part = (name: ContextPart, lines: readonly string[]): string => `<${name}>\n${lines.length === 0 ? "None." : lines.join("\n")}\n</${name}>\n`;
  const decisions = result.decisions.map((decision, index) => renderDecision({ id: decisionId(index + 1), ...decision }));
  return [
    `# Phase ${phase.number}: ${escapeLine(phase.name, "inside")} - Context\n`,
    `**Gathered:** ${phase.on}\n**Status:** Ready for planning\n`,
    part("domain", result.domain === "" ? [] : [escapeLine(result.domain, "start")]),
    part("decisions", decisions),
    part("specifics", result.specifics.map(bullet)),
    part("canonical_refs", result.canonicalRefs.map(placeLine)),
    part("code_context", result.codeContext.map(placeLine)),
    part("deferred", result.deferred.map(bullet)),
  ].join("\n");
}

/** Returns the edits that add to a CONTEXT.md: decisions with the next ids, and what else is new. No other byte changes. */
export function contextEdits(source: string, result: DiscussionResult): readonly TextEdit[] {
  const eol = lineEndingOf(source);
  const numbers = readContext(source).decisions.flatMap(({ id }) => /^D-(\d+)/.exec(id)?.[1] ?? []).map(Number);
  const first = Math.max(0, ...numbers) + 1;
  const isNew = ({ path }: NamedPlace): boolean => !source.includes(`\`${path}\``);
  const parts: readonly (readonly [ContextPart, readonly string[]])[] = [
    ["decisions", result.decisions.map((decision, index) => renderDecision({ id: decisionId(first + index), ...decision }))],
    ["specifics", result.specifics.map(bullet)],
    ["canonical_refs", result.canonicalRefs.filter(isNew).map(placeLine)],
    ["code_context", result.codeContext.filter(isNew).map(placeLine)],
    ["deferred", result.deferred.map(bullet)],
  ];
  const wanted = parts.filter(([, lines]) => lines.length > 0).map(([part, lines]) => ({ part, lines, ...placeOfPart(source, part) }));
  const headings = CONTEXT_PARTS.map((part) => contextParts(source, part).by);
  const asHeadings = headings.includes("heading") && !headings.includes("tag");
  // Where both are made at the end of the file, what goes into a part that is there comes first.
  return [
    ...wanted.flatMap(({ lines, by, range }) => (range === undefined ? [] : [insertion(source, { by, range }, lines, eol)])),
    ...newParts(source, wanted.filter(({ range }) => range === undefined), asHeadings, eol),
  ];
}

interface PartPlace {
  readonly by: "tag" | "heading" | "nothing";
  /** Absent: the part is not there, or its tag is not closed, so that nobody knows where it ends. */
  readonly range: Range | undefined;
}

function placeOfPart(source: string, part: ContextPart): PartPlace {
  const { by, ranges } = contextParts(source, part);
  const last = ranges.at(-1);
  return { by, range: by === "tag" && last !== undefined && !source.startsWith("</", last.end) ? undefined : last };
}

/** A file that has headings in place of tags gets headings: a tag at its end would stand below the last of them. */
function newParts(source: string, parts: readonly { readonly part: ContextPart; readonly lines: readonly string[] }[], asHeadings: boolean, eol: string): readonly TextEdit[] {
  if (parts.length === 0) return [];
  const text = parts.map(({ part, lines }) => {
    const body = lines.join(eol);
    return asHeadings ? `${eol}## ${part.charAt(0).toUpperCase()}${part.slice(1).replace("_", " ")}${eol}${eol}${body}${eol}` : `${eol}<${part}>${eol}${body}${eol}</${part}>${eol}`;
  });
  return [{ start: source.length, end: source.length, text: `${source === "" || /[\r\n]$/.test(source) ? "" : eol}${text.join("")}` }];
}

function insertion(source: string, { by, range: last }: Pick<PartPlace, "by"> & { readonly range: Range }, lines: readonly string[], eol: string): TextEdit {
  const text = source.slice(last.start, last.end);
  if (/^\s*none\.?\s*$/i.test(text)) return { start: last.start + text.search(/\S/), end: last.start + text.trimEnd().length, text: lines.join(eol) };
  return { ...insertionPoint(source, last, by), text: insertedText(source, last, lines, eol) };
}

/** Behind the last word of the part, so that what stands between it and what follows stays. */
function insertionPoint(source: string, part: Range, by: "tag" | "heading" | "nothing"): Range {
  const end = part.start + source.slice(part.start, part.end).trimEnd().length;
  const at = by === "tag" && end === part.start ? part.start : end;
  return { start: at, end: at };
}

/** Below headings of its own a part says what each group is; what is added gets one, too: "Claude's Discretion" often stands last. */
function insertedText(source: string, part: Range, lines: readonly string[], eol: string): string {
  const text = source.slice(part.start, part.end);
  const hasGroups = /^[ \t]*#{1,6}[ \t]/m.test(text);
  const closes = source.startsWith("</", part.end) && !/[\r\n][ \t]*$/.test(text);
  return `${hasGroups ? `${eol}${eol}### Added` : ""}${hasGroups ? eol : ""}${eol}${lines.join(eol)}${closes ? eol : ""}`;
}

function decisionId(number: number): string {
  return `D-${String(number).padStart(2, "0")}`;
}

function bullet(text: string): string {
  return `- ${escapeLine(text, "start")}`;
}

function placeLine({ path, text }: NamedPlace): string {
  const name = path.includes("`") ? escapeLine(path, "start") : `\`${escapeLine(path, "inside")}\``;
  return `- ${name}${text === "" ? "" : `: ${escapeLine(text, "inside")}`}`;
}
