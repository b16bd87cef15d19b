import { expect, it } from "vitest";
import { lengthOf, spanAround } from "./span.js";

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

it("a span has a length once it has an end, never a negative one", () => {
  expect(lengthOf({ start: at(1), end: at(3) })).toBe(2_000);
  expect(lengthOf({ start: at(3), end: at(1) })).toBe(0);
  expect(lengthOf({ start: at(1) })).toBeUndefined();
  expect(lengthOf({ start: "then", end: at(1) })).toBeUndefined();
});

it("the span around others goes on as long as one of them does, and is cut off where the last one is", () => {
  expect(spanAround([])).toBeUndefined();
  expect(spanAround([{ start: "then" }])).toBeUndefined();
  expect(spanAround([{ start: at(5), end: at(6) }, { start: at(1), end: at(2) }])).toEqual({ start: at(1), end: at(6) });
  expect(spanAround([{ start: at(1), end: at(9) }, { start: at(5) }])).toEqual({ start: at(1) });
  expect(spanAround([{ start: at(5) }, { start: at(1), end: at(9) }])).toEqual({ start: at(1) });
  expect(spanAround([{ start: at(1), end: at(9), cutOff: true }, { start: at(2), end: at(3) }])).toEqual({ start: at(1), end: at(9), cutOff: true });
  expect(spanAround([{ start: at(1), end: at(4), cutOff: true }, { start: at(2), end: at(9) }])).toEqual({ start: at(1), end: at(9) });
});
