import fc from "fast-check";
import { expect, it } from "vitest";
import { createTail } from "./tail.js";

it("keeps everything up to its limit", () => {
  const tail = createTail(5);
  tail.write(Buffer.from("ab"));
  tail.write(Buffer.from("cde"));
  expect(tail.text()).toBe("abcde");
});

it("keeps the last bytes, however they are cut into chunks", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c") })), fc.integer({ min: 0, max: 20 }), (chunks, limit) => {
      const tail = createTail(limit);
      for (const chunk of chunks) tail.write(Buffer.from(chunk));
      expect(tail.text()).toBe(limit === 0 ? "" : chunks.join("").slice(-limit));
    }),
  );
});

it("leaves out a character that is cut at the front", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
      const tail = createTail(limit);
      tail.write(Buffer.from(text));
      expect(Buffer.from(text).toString().endsWith(tail.text())).toBe(true);
      expect(Buffer.byteLength(tail.text())).toBeGreaterThan(Math.min(limit, Buffer.byteLength(text)) - 4);
    }),
  );
});
