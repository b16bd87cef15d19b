import type { Outline } from "../markdown/outline.js";
import { linesOf } from "../text/lines.js";
import type { Range } from "../text/range.js";
import { phasesIn } from "./phase-list.js";
import { requirementsIn } from "./requirement-ids.js";
import type { PhaseDetails, PhaseSection } from "./roadmap-types.js";

/** One line of a section that is prose, without the blanks around it. */
interface ProseLine extends Range {
  readonly text: string;
  /** Columns before the first character; a tab counts as one. */
  readonly indent: number;
}

/** Blanks are bounded: a line may hold thousands of them, and every way to share them out would be tried. */
const FIELD = /^(?:[-*+]\s{1,4})?(?:\*\*|__)([^*:：]{1,60}?)([:：])?\s{0,4}(?:\*\*|__)\s{0,4}(?:\([^)]{0,200}\))?\s{0,4}([:：])?\s*/;
const BULLET = /^(?:[-*+]|\d{1,4}[.)])\s+(?:\[[^\]]\]\s+)?/;

/** Reads what a phase's section says: goal, dependencies, requirements and success criteria. */
export function readPhaseDetails(source: string, outline: Outline, section: PhaseSection): PhaseDetails {
  const lines = proseLines(source, { start: section.heading.range.end, end: section.range.end }, outline.opaque);
  const fields = new Map<string, { at: number; value: Range }>();
  lines.forEach((line, at) => {
    const field = fieldOf(line);
    if (field !== undefined && !fields.has(field.key)) fields.set(field.key, { at, value: field.value });
  });
  const valueOf = (key: string): string | undefined => {
    const field = fields.get(key);
    return field === undefined ? undefined : fieldValue(source, lines, field.at, field.value);
  };
  const depends = valueOf("depends on");
  const criteria = [...fields].find(([key]) => /^success criteria\b/.test(key))?.[1];
  return {
    goal: valueOf("goal"),
    dependsOn: depends === undefined ? undefined : { text: depends, phases: phasesIn(depends) },
    requirements: requirementsIn(valueOf("requirements") ?? ""),
    criteria: criteria === undefined ? [] : readCriteria(source, lines, criteria.at, criteria.value),
    plansLine: fields.get("plans")?.value,
  };
}

function proseLines(source: string, range: Range, opaque: readonly Range[]): ProseLine[] {
  let block = 0;
  const lines: ProseLine[] = [];
  for (const line of linesOf(source, range.start, range.end)) {
    while ((opaque[block]?.end ?? Infinity) <= line.start) block++;
    if ((opaque[block]?.start ?? Infinity) < Math.max(line.end, line.start + 1)) continue;
    const raw = source.slice(line.start, line.end);
    const text = raw.trim();
    const indent = raw.length - raw.trimStart().length;
    lines.push({ start: line.start + indent, end: line.start + indent + text.length, text, indent });
  }
  return lines;
}

function fieldOf(line: ProseLine): { key: string; value: Range } | undefined {
  if (!line.text.includes("**") && !line.text.includes("__")) return undefined;
  const match = FIELD.exec(line.text);
  if (match?.[1] === undefined || (match[2] === undefined && match[3] === undefined)) return undefined;
  return { key: match[1].trim().toLowerCase(), value: { start: line.start + match[0].length, end: line.end } };
}

/** The value on the field's line, else the line below it where that is plain text. */
function fieldValue(source: string, lines: readonly ProseLine[], at: number, value: Range): string | undefined {
  const own = withoutComments(source.slice(value.start, value.end));
  if (own !== "") return own;
  const next = lines[at + 1];
  const text = next === undefined || BULLET.test(next.text) || fieldOf(next) !== undefined || /^#|^Plans:$/.test(next.text) ? "" : withoutComments(next.text);
  return text === "" ? undefined : text;
}

function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, "").trim();
}

/** Numbered lines or bullets, with blank lines between them and lines that go on below them. */
function readCriteria(source: string, lines: readonly ProseLine[], at: number, value: Range): string[] {
  const own = withoutComments(source.slice(value.start, value.end));
  const criteria: string[] = own === "" ? [] : [own];
  let [blank, first] = [false, -1];
  for (const line of lines.slice(at + 1)) {
    if (line.text === "") { blank = true; continue; }
    if (line.text.startsWith("#") || line.text === "Plans:" || fieldOf(line) !== undefined) break;
    const bullet = BULLET.exec(line.text);
    if (first < 0 && bullet !== null) first = line.indent;
    if (bullet !== null && line.indent <= first + 1) criteria.push(withoutComments(line.text.slice(bullet[0].length)));
    else if (criteria.length === 0 || (blank && line.indent <= first)) break;
    else criteria.push(`${criteria.pop() ?? ""} ${line.text}`.trim());
    blank = false;
  }
  return criteria.filter((criterion) => criterion !== "");
}
