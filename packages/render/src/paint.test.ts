import { expect, it } from "vitest";
import { choosePaint } from "./paint.js";

const terminal = { isTerminal: true };
const file = { isTerminal: false };

it.each([
  ["a terminal", terminal, {}, true],
  ["a file", file, {}, false],
  ["NO_COLOR", terminal, { NO_COLOR: "1" }, false],
  ["an empty NO_COLOR", terminal, { NO_COLOR: "" }, true],
  ["a dumb terminal", terminal, { TERM: "dumb" }, false],
  ["FORCE_COLOR into a file", file, { FORCE_COLOR: "1" }, true],
  ["FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, false],
  ["NO_COLOR against FORCE_COLOR", terminal, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
])("%s decides on colours", (_, output, env, isColoured) => {
  expect(choosePaint(output, env)("red", "x")).toBe(isColoured ? "\u001b[31mx\u001b[39m" : "x");
});
