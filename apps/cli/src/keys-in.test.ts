import { expect, it } from "vitest";
import { keysIn } from "./keys-in.js";

it.each([
  ["arrows, in both modes of a terminal", "\u001b[A\u001bOB", ["up", "down"]],
  ["keys with a name", "\t\r\n\u0003\u001a\u001c", ["down", "enter", "enter", "interrupt", "suspend", "quit"]],
  ["several keys at once", "pc?y", ["p", "c", "?", "y"]],
  ["Escape alone, and before a letter", "\u001b\u001bq", ["escape", "escape", "q"]],
  ["a whole character", "é😀", ["é", "😀"]],
  ["nothing", "", []],
])("names %s", (_, sent, keys) => {
  expect(keysIn(sent)).toEqual(keys);
});

it.each([
  ["a function key", "\u001b[15~"],
  ["an arrow with Shift", "\u001b[1;2A"],
  ["the report of a mouse", "\u001b[<0;10;20M"],
  ["the beginning of a paste", "\u001b[200~"],
  ["other control characters", "\u0001\u0007"],
])("passes over %s, and no part of it is a key", (_, sent) => {
  expect(keysIn(sent)).toEqual([]);
});
