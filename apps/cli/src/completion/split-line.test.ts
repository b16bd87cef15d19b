import { expect, it } from "vitest";
import { splitLine } from "./split-line.js";

const texts = (line: string): string[] => splitLine(line).map(({ text }) => text);

it.each([
  ["dgs", ["dgs"]],
  ["dgs ", ["dgs", ""]],
  ["dgs  run-job\tv1", ["dgs", "run-job", "v1"]],
  ["dgs add-phase \"Search it\" '", ["dgs", "add-phase", "Search it", ""]],
  ["dgs x 'a b", ["dgs", "x", "a b"]],
  ["dgs --root='a b'/c d", ["dgs", "--root=a b/c", "d"]],
  ["dgs a\\ b\\", ["dgs", "a b"]],
  ['dgs "a\\"b" "\\c" \'\\d\'', ["dgs", 'a"b', "\\c", "\\d"]],
  ["dgs $(touch x) `y` $HOME *", ["dgs", "$(touch", "x)", "`y`", "$HOME", "*"]],
  ['dgs "" x', ["dgs", "", "x"]],
])("splits %j", (line, words) => {
  expect(texts(line)).toEqual(words);
});

it("keeps each word as it stands in the line", () => {
  expect(splitLine("dgs 'a b'c").at(-1)).toEqual({ text: "a bc", raw: "'a b'c" });
});
