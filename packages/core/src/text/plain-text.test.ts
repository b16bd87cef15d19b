import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip, plainText } from "./plain-text.js";

describe("plainText", () => {
  it.each([
    ["colours", "\u001b[31mred\u001b[0m", "red"],
    ["one-byte sequences", "a\u009b2Jb", "ab"],
    ["a window title", "a\u001b]0;title\u0007b", "ab"],
    ["a link", "\u001b]8;;https://example.org\u001b\\text\u001b]8;;\u001b\\", "text"],
    ["a title without an end", "a\u001b]0;title", "a"],
    ["a lone escape", "a\u001b", "a"],
    ["a charset switch", "a\u001b(0b", "ab"],
    ["backspaces", "safe\b\b\b\bevil", "safeevil"],
    ["line ends and tabs", "a\r\n\tb\u2028c", "a b c"],
    ["bidi overrides", "a\u202eb\u202cc\u2066d\u2069", "abcd"],
    ["tag characters", "a\u{e0041}b", "ab"],
    ["a half character", "a\ud83db", "a\ufffdb"],
  ])("takes %s away", (_, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it.each(["Größe 🧑‍💻 日本語", "שלום", "3 × 4 – “x”"])("leaves %s as it is", (text) => {
    expect(plainText(text)).toBe(text);
  });

  it("lets nothing through that a terminal acts on", () => {
    const nasty = fc.string({ unit: fc.oneof(fc.constantFrom("\u001b", "[", "]", "0", ";", "m", "\u0007", "\u009b", "\u202e", "\n", "\\", "P"), fc.string({ unit: "binary", minLength: 1, maxLength: 1 })) });
    fc.assert(
      fc.property(nasty, (text) => {
        expect(plainText(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(plainText(text)).not.toMatch(/[\ud800-\udfff]/u);
      }),
    );
  });
});

describe("clip", () => {
  it.each([
    ["abc", 3, "abc"],
    ["abcd", 3, "ab…"],
    ["😀😀😀", 2, "😀…"],
    ["ab cd", 4, "ab…"],
    ["", 3, ""],
  ])("cuts %j at %i", (text, length, cut) => {
    expect(clip(text, length)).toBe(cut);
  });
});
