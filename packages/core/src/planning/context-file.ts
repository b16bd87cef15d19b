import { outlineOf } from "../markdown/outline-of.js";
import { sectionBody } from "../markdown/section.js";
import { escapeLine, unescapeLine } from "../markdown/escape-line.js";
import { findTags } from "../markdown/tags.js";
import type { Range } from "../text/range.js";

/** A decision about a phase. */
export interface ContextDecision {
  /** `D-01`. */
  readonly id: string;
  readonly text: string;
  /** Nobody decided it: an agent did, or the person left it to the agent. */
  readonly assumed: boolean;
}

/** What `NN-CONTEXT.md` says, as far as DGS asks it. */
export interface PhaseContext {
  readonly domain: string;
  readonly decisions: readonly ContextDecision[];
  readonly specifics: readonly string[];
  /** Each with its path in front, as it stands there. */
  readonly canonicalRefs: readonly string[];
  readonly codeContext: readonly string[];
  readonly deferred: readonly string[];
}

/** The parts of `NN-CONTEXT.md`, in their order: the tag, and the heading that older files have in its place. (formats.md 12) */
export const CONTEXT_PARTS = ["domain", "decisions", "specifics", "canonical_refs", "code_context", "deferred"] as const;

/** One of {@link CONTEXT_PARTS}. */
export type ContextPart = (typeof CONTEXT_PARTS)[number];

const HEADINGS: Readonly<Record<ContextPart, RegExp>> = {
  domain: /^(?:phase )?(?:domain|boundary)$/,
  decisions: /^(?:implementation )?decisions$/,
  specifics: /^(?:specifics|specific ideas)$/,
  canonical_refs: /^canonical ref(?:erence)?s$/,
  code_context: /^(?:existing )?code (?:context|insights)$/,
  deferred: /^deferred(?: ideas)?$/,
};

/** Where a part stands: between its tags, all of them, or else below its heading. */
export function contextParts(source: string, part: ContextPart): { readonly by: "tag" | "heading" | "nothing"; readonly ranges: readonly Range[] } {
  const tags = findTags(source, part);
  if (tags.length > 0) return { by: "tag", ranges: tags.map(({ inner }) => inner) };
  const outline = outlineOf(source);
  const heading = outline.headings.find(({ level, text }) => level === 2 && HEADINGS[part].test(source.slice(text.start, text.end).replace(/[*_`]/g, "").trim().toLowerCase()));
  return heading === undefined ? { by: "nothing", ranges: [] } : { by: "heading", ranges: [sectionBody(source, outline, heading)] };
}

/** Reads what was decided about a phase. What is not there is empty; nothing is a fault, as people write these files as they like. */
export function readContext(source: string): PhaseContext {
  const linesIn = (part: ContextPart): readonly string[] => contextParts(source, part).ranges.flatMap(({ start, end }) => source.slice(start, end).split(/\r\n|\n|\r/));
  const bullets = (part: ContextPart): readonly string[] => bulletsIn(linesIn(part)).map((text) => unescapeLine(text, "start"));
  return {
    domain: unescapeLine(linesIn("domain").filter((line) => !/^\s*#/.test(line)).join(" ").replace(/\s+/g, " ").trim(), "start"),
    decisions: bulletsIn(linesIn("decisions")).flatMap(readDecision),
    specifics: bullets("specifics"),
    canonicalRefs: bullets("canonical_refs"),
    codeContext: bullets("code_context"),
    deferred: bullets("deferred"),
  };
}

/** List items of one line or of several; fenced text is an example and no item. (formats.md 12) */
function bulletsIn(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  let [fence, open] = ["", false];
  for (const line of lines) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== "" || mark !== undefined) {
      if (fence === "") fence = mark ?? "";
      else if (mark?.startsWith(fence) === true) fence = "";
      open = false;
      continue;
    }
    const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[^\]]\]\s+)?(.*\S)\s*$/.exec(line)?.[1];
    const isText = item !== undefined || (open && /^\s+\S/.test(line));
    if (item !== undefined) items.push(item);
    else if (isText) items.push(`${items.pop() ?? ""} ${line.trim()}`);
    open = isText;
  }
  return items;
}

function readDecision(item: string): readonly ContextDecision[] {
  const match = /^\**(D-(?:[A-Za-z]+-)?\d{1,4}[a-z]?)\b(?:\s*\[[^\]]*\])?\s*:?\s*\**:?\s*(.*)$/i.exec(item);
  if (match === null) return [];
  const [, id = "", rest = ""] = match;
  const assumed = ASSUMED.test(rest);
  return [{ id: id.toUpperCase(), text: unescapeLine((assumed ? rest.replace(ASSUMED, "") : rest).trim(), "inside").replace(/\(assumed\\(\\*)\)$/i, (whole, more: string) => `${whole.slice(0, "(assumed".length)}${more})`), assumed }];
}

/** How a decision says that nobody decided it. */
const ASSUMED = /\s*\(assumed\)\s*$/i;

/** Writes a decision as its line. A text that ends like an assumption and is none says so no more. */
export function renderDecision({ id, text, assumed }: ContextDecision): string {
  const line = escapeLine(text, "inside").replace(/(\(assumed)(\\*\))$/i, "$1\\$2");
  return `- **${id}:** ${line}${assumed ? " (assumed)" : ""}`;
}
