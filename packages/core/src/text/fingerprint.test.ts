import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintOf } from "./fingerprint.js";

describe("fingerprintOf", () => {
  it("is the same for the same lines in any order, and 16 hexadecimal digits", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (lines) => {
        expect(fingerprintOf([...lines].reverse())).toBe(fingerprintOf(lines));
        expect(fingerprintOf(lines)).toMatch(/^[0-9a-f]{16}$/);
      }),
    );
  });

  it("is another one for other lines: a line more, one twice, one cut otherwise, one letter", () => {
    const all = [[], [""], ["", ""], ["a"], ["a", "a"], ["ab"], ["a", "b"], ["b"], ["A"], ["a", ""], ["aa"], ["a\nb"]].map((lines) => fingerprintOf(lines));
    expect(new Set(all).size).toBe(all.length);
    const many = Array.from({ length: 20_000 }, (_, at) => fingerprintOf([`src/a${String(at)}.test.js > adds`]));
    expect(new Set(many).size).toBe(many.length);
  });
});
