import { readFields } from "../markdown/field.js";
import type { Heading, Outline } from "../markdown/outline.js";
import { cellText, columnOf } from "../markdown/table.js";
import { sectionOf } from "../markdown/section.js";
import type { Range } from "../text/range.js";

/** One thing that only a person can judge. */
export interface HumanCheck {
  readonly test: string;
  readonly expected: string | undefined;
  readonly why: string | undefined;
}

/**
 * Reads the part "Human Verification Required" of a verification: headings `### 1. Name`, a table, or a list.
 *
 * A part that starts with "None" holds nothing, whatever it recommends further down.
 */
export function readHumanChecks(source: string, outline: Outline): readonly HumanCheck[] {
  const index = outline.headings.findIndex(({ text }) => /^human (?:verification|testing|checks?)\b/i.test(titleOf(source, text)));
  const heading = outline.headings[index];
  if (heading === undefined) return [];
  const numbered = numberedAfter(source, outline.headings.slice(index + 1), heading);
  const own = { start: heading.range.end, end: numbered[0]?.range.start ?? sectionOf(source, outline, heading).end };
  if (/^\W*(?:none|nothing|n\/a|not required|no (?:items|human))\b/i.test(source.slice(own.start, own.end))) return [];
  if (numbered.length > 0) return numbered.map((each) => checkOf(source, outline, sectionOf(source, outline, each), titleOf(source, each.text)));
  const rows = tableChecks(source, outline, own);
  return rows.length > 0 ? rows : listChecks(source, outline, own);
}

/** The items may be headings of the same level as that of the part itself. */
function numberedAfter(source: string, headings: readonly Heading[], part: Heading): Heading[] {
  const items: Heading[] = [];
  for (const heading of headings) {
    if (/^\d+[.)]/.test(source.slice(heading.text.start, heading.text.end)) && heading.level >= part.level) items.push(heading);
    else if (heading.level <= (items[0]?.level ?? part.level)) break;
  }
  return items;
}

function checkOf(source: string, outline: Outline, within: Range, name: string): HumanCheck {
  const fields = new Map(readFields(source, outline, within).map((field) => [field.keyText.toLowerCase(), valueOf(source, field.value)]));
  const expected = fields.get("expected") ?? fields.get("expected result");
  return { test: fields.get("test") ?? name, expected, why: fields.get("why human") ?? fields.get("why_human") ?? fields.get("why") };
}

function tableChecks(source: string, outline: Outline, within: Range): HumanCheck[] {
  const table = outline.tables.find(({ range }) => range.start >= within.start && range.end <= within.end);
  if (table === undefined) return [];
  const test = columnOf(source, table, "Test", "Behavior", "Item", "What") ?? (/^(?:#|no\.?)?$/i.test(table.header.cells[0] === undefined ? "x" : cellText(source, table.header.cells[0])) ? 1 : 0);
  const [expected, why] = [columnOf(source, table, "Expected", "Expected Result"), columnOf(source, table, "Why Human", "Why")];
  return table.rows.flatMap(({ cells }) => {
    const read = (column: number | undefined): string | undefined => {
      const cell = column === undefined ? undefined : cells[column];
      return cell === undefined || cell.start === cell.end ? undefined : cellText(source, cell);
    };
    const text = read(test);
    return text === undefined ? [] : [{ test: text, expected: read(expected), why: read(why) }];
  });
}

/** `1. **Name** - text` with `- **Test:** …` below it, or plain items. */
function listChecks(source: string, outline: Outline, within: Range): HumanCheck[] {
  const items = outline.items.filter(({ depth, bullet }) => depth === 0 && bullet.start >= within.start && bullet.start < within.end);
  return items.flatMap(({ content, range }) => {
    const name = source.slice(content.start, content.end).replace(/\*\*/g, "").trim();
    return name === "" ? [] : [checkOf(source, outline, { start: content.end, end: range.end }, name)];
  });
}

function valueOf(source: string, value: Range): string | undefined {
  const text = source.slice(value.start, value.end);
  return text === "" ? undefined : text;
}

function titleOf(source: string, text: Range): string {
  return source.slice(text.start, text.end).replace(/^\d+[.)]\s*|\*\*/g, "").trim();
}
