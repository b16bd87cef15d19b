import fc from "fast-check";
import { expect, it } from "vitest";
import { formatJson } from "./format-json.js";

it("says the same as the value, on one line, without a character that a terminal acts on", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.string({ unit: "binary" })), (value) => {
      const text = formatJson(value);
      expect(JSON.parse(text)).toEqual(value);
      expect(text).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
    }),
  );
});
