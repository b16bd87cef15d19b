import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.js";

describe("decodeText", () => {
  it("gives back every text, byte order mark included", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => { expect(decodeText(new TextEncoder().encode(`\ufeff${text}`))).toBe(`\ufeff${text}`); }));
  });

  it("finds the first byte that is wrong, wherever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), fc.constantFrom([0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80]), (before, after, bad) => {
        const good = new TextEncoder().encode(before);
        const decoded = decodeText(Uint8Array.from([...good, ...bad, ...new TextEncoder().encode(after)]));
        expect(decoded).toMatchObject({ byte: good.length, line: before.split("\n").length });
      }),
    );
  });

  it("refuses a last character that is cut off", () => {
    expect(decodeText(Uint8Array.from([0x61, 0xe2, 0x82]))).toEqual({ byte: 1, line: 1, column: 2 });
  });
});
