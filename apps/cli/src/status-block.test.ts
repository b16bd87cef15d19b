import { expect, it } from "vitest";
import { createStatusBlock, fitLine } from "./status-block.js";

it.each([
  ["abc", 2, "ab"],
  ["日本語", 5, "日本"],
  ["abc", 9, "abc"],
  ["a", 0, ""],
])("fits %s into %i columns", (text, columns, fitting) => {
  expect(fitLine(text, columns)).toBe(fitting);
});

it("draws in one write, and the same lines only once", () => {
  const writes: string[] = [];
  const block = createStatusBlock({ write: (text) => { writes.push(text); }, isTerminal: true, columns: () => 20 });
  block.draw(["one", "two"]);
  block.draw(["one", "two"]);
  block.draw(["three"]);
  block.erase();
  block.erase();
  expect(writes).toEqual(["one\ntwo", "\r\u001b[1A\r\u001b[Jthree", "\r\u001b[J"]);
});
