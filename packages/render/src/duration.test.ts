import { expect, it } from "vitest";
import { formatDuration, millisecondsBetween } from "./duration.js";

it.each([
  [0, "0.0 s"],
  [940, "0.9 s"],
  [9_949, "9.9 s"],
  [9_950, "10 s"],
  [59_499, "59 s"],
  [59_500, "1 min 0 s"],
  [185_000, "3 min 5 s"],
  [3_599_600, "1 h 0 min"],
  [7_620_000, "2 h 7 min"],
  [-1, "?"],
  [NaN, "?"],
])("says %d ms as %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

it.each([
  ["2026-01-01T10:00:00Z", "2026-01-01T10:00:01.500Z", 1_500],
  ["2026-01-01T10:00:01Z", "2026-01-01T10:00:00Z", undefined],
  ["yesterday", "2026-01-01T10:00:00Z", undefined],
  [undefined, "2026-01-01T10:00:00Z", undefined],
])("counts from %s to %s", (from, to, between) => {
  expect(millisecondsBetween(from, to)).toBe(between);
});
