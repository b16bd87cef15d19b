import fc from "fast-check";
import { expect, it } from "vitest";
import { escapeLine, oneLine, unescapeLine } from "./escape-line.js";
import { findTags } from "./tags.js";

const piece = fc.constantFrom("a", " ", "\n", "\\", "`", "``", "<", "</decisions>", "<!--", "-->", "<b>", "&", "&lt;", "&amp;", "#", "- ", "1.", "1\\.", "2)", "* ", "[x]", "[a]: b", "> ", "~~~", "```", "|", "=", "_", "**", "(assumed)", "\ud800", "\u2028", "\u0000", ":", "é");
const text = fc.oneof(fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")), fc.string({ unit: "binary", maxLength: 40 }));
const where = fc.constantFrom("start", "inside" as const);

it("gives back what it was given, on one line, and lets nothing out of its part", () => {
  fc.assert(fc.property(text, where, (given, place) => {
    const line = escapeLine(given, place);
    expect(unescapeLine(line, place)).toBe(oneLine(given));
    expect(line).not.toMatch(/[\n\r\u2028\u2029]/);
    expect(findTags(`<decisions>\n- ${line}\n</decisions>\n`, "decisions").map(({ range }) => range)).toEqual([{ start: 0, end: line.length + 27 }]);
  }), { numRuns: 1000 });
});

it.each([
  ["</decisions>", "&lt;/decisions>"],
  ["`Array<string>` and a < b", "`Array<string>` and a < b"],
  ["`</deferred>`", "`&lt;/deferred>`"],
  ["# Title", "\\# Title"],
  ["- item", "\\- item"],
  ["12. item", "12\\. item"],
  ["```ts", "\\```ts"],
  ["[x] done", "\\[x] done"],
  ["&lt;", "&amp;lt;"],
  ["R&D", "R&D"],
])("writes %j as %j", (given, line) => { expect(escapeLine(given, "start")).toBe(line); });
