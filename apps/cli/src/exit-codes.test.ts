import { expect, it } from "vitest";
import { EXIT_CODES, EXIT_MEANINGS } from "./exit-codes.js";

it("pins the exit codes", () => {
  expect(EXIT_CODES).toEqual({
    ok: 0,
    internal: 1,
    usage: 2,
    gaps: 3,
    "human-needed": 4,
    blocked: 5,
    budget: 6,
    "timed-out": 7,
    locked: 8,
    conflict: 9,
    cancelled: 130,
  });
});

it("says what each code means", () => {
  expect(Object.keys(EXIT_MEANINGS)).toEqual(Object.keys(EXIT_CODES));
});
