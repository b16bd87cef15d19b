import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeParagraphs } from "./escape-paragraphs.js";
import { outlineOf } from "./outline-of.js";

const hostile = fc.array(fc.oneof(fc.constantFrom("<", ">", "&", "lt;", "amp;", "#", "|", "`", "*", "-", "\n", "\r\n", "\u2028", "</details>", "<!--", "-->", "\\", " ", "1.", "=", "[x]:"), fc.string({ unit: "grapheme", maxLength: 4 }))).map((parts) => parts.join(""));

describe("text of people in markdown", () => {
  it("is prose as paragraphs, whatever its lines begin with", () => {
    fc.assert(fc.property(hostile, (text) => {
      const source = `# Title\n\n${escapeParagraphs(text)}\n`;
      const { headings, items, tables } = outlineOf(source);
      expect([headings.length, items.length, tables.length]).toEqual([1, 0, 0]);
    }));
  });
});
