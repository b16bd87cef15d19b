import { expect, it } from "vitest";
import { parseSha } from "./sha.js";

it("takes whole object ids only", () => {
  expect(parseSha("a".repeat(40))).toBe("a".repeat(40));
  expect(parseSha("0".repeat(64))).toBe("0".repeat(64));
  expect(["a".repeat(39), "A".repeat(40), "g".repeat(40), `${"a".repeat(40)}\n`, ""].map(parseSha)).toEqual(Array.from({ length: 5 }, () => undefined));
});
