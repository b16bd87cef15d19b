import fc from "fast-check";
import { expect, it } from "vitest";
import { createLineSplitter } from "./lines.js";

function split(chunks: readonly (string | Buffer)[], limit?: number): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line), limit);
  for (const chunk of chunks) splitter.write(Buffer.from(chunk));
  splitter.end();
  return lines;
}

it.each<[string, string[], string[]]>([
  ["lines and a last one without an ending", ["a\nb\n", "c"], ["a", "b", "c"]],
  ["no empty line after the last ending", ["a\n"], ["a"]],
  ["empty lines", ["\n\na\n\n"], ["", "", "a", ""]],
  ["an ending of two characters, also cut in two", ["a\r", "\nb\r\n"], ["a", "b"]],
  ["a carriage return that ends no line", ["a\rb\n", "c\r"], ["a\rb", "c\r"]],
  ["nothing", [], []],
])("passes on %s", (_name, chunks, lines) => {
  expect(split(chunks)).toEqual(lines);
});

it("does not care how the bytes are cut into chunks", () => {
  const text = fc.array(fc.constantFrom("a", "é", "😀", "\r", "\n", "\r\n")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (text) => {
      const bytes = [...Buffer.from(text)].map((byte) => Buffer.of(byte));
      expect(split(bytes)).toEqual(split([text]));
    }),
  );
});

it("keeps the beginning of a line that grows", () => {
  const line = Array.from({ length: 1_000 }, (_, index) => String(index)).join(" ");
  expect(split([...line].concat("\n"))).toEqual([line]);
});

it.each([
  ["aaaaa\nb\n", 5, ["aaaaa", "b"]],
  ["aaaaaa\nb\n", 5, ["aaaaa", "b"]],
  ["aaaaa\r\nb\n", 5, ["aaaaa", "b"]],
  ["aaaaaaaaaaaaa\r\nb", 5, ["aaaaa", "b"]],
  ["aaaaaaaaaaaaa", 5, ["aaaaa"]],
  ["aaa€€\nb\n", 5, ["aaa", "b"]],
  ["aa€€\nb\n", 5, ["aa€", "b"]],
])("passes of %j with the limit %i on %j", (text, limit, lines) => {
  expect(split([text], limit)).toEqual(lines);
});

it("cuts at one mebibyte unless told", () => {
  const [line = "", next] = split([Buffer.alloc(3_000_000, "x"), "\nnext"]);
  expect([line.length, next]).toEqual([1_048_576, "next"]);
});
