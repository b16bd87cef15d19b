import fc from "fast-check";
import { expect, it } from "vitest";
import { createCharacterGate, lengthOfUnfinishedCharacter } from "./characters.js";

/** Cuts bytes at the given places, in any order. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

it("gives whole characters only, and every byte once", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.array(fc.nat()), (text, places) => {
      const gate = createCharacterGate();
      const parts = cut(Buffer.from(text), places).map((chunk) => gate.write(chunk));
      expect(parts.map((part) => part.toString()).join("") + gate.end().toString()).toBe(Buffer.from(text).toString());
    }),
  );
});

it("loses no byte of what is no UTF-8, and holds back three at most", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.array(fc.nat()), (bytes, places) => {
      const gate = createCharacterGate();
      const parts = cut(Buffer.from(bytes), places).map((chunk) => gate.write(chunk));
      const rest = gate.end();
      expect(rest.length).toBeLessThanOrEqual(3);
      expect(Buffer.concat([...parts, rest])).toEqual(Buffer.from(bytes));
    }),
  );
});

it.each([
  ["", 0], ["61", 0], ["c3", 1], ["c3a9", 0], ["e282", 2], ["e282ac", 0], ["f09f98", 3], ["f09f9880", 0], ["ff", 0], ["808080", 0], ["f5", 0], ["c0", 0],
])("finds in %s an unfinished end of %i bytes", (hex, length) => {
  expect(lengthOfUnfinishedCharacter(Buffer.from(hex, "hex"))).toBe(length);
});
