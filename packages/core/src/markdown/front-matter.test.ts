import { describe, expect, it } from "vitest";
import { readFrontMatter } from "./front-matter.js";

function read(lines: string): Record<string, unknown> {
  const source = `---\n${lines}\n---\n# Body\n`;
  return Object.fromEntries(
    [...readFrontMatter(source).entries].map(([key, { value }]): [string, unknown] => {
      if (value.kind === "scalar") return [key, value.text];
      return [key, value.kind === "list" ? value.items.map((item) => item.text) : { nested: source.slice(value.range.start, value.range.end) }];
    }),
  );
}

describe("readFrontMatter", () => {
  it.each([
    ["phase: 02.10\nplan: 01\nwave: 1", { phase: "02.10", plan: "01", wave: "1" }],
    ["autonomous: true # yes", { autonomous: "true" }],
    ["depends_on: [\"01-01\", '01-02', 3] # two", { depends_on: ["01-01", "01-02", "3"] }],
    ['list: [a, "b, c", d e]', { list: ["a", "b, c", "d e"] }],
    ["list: []", { list: [] }],
    ["list: [\n  a,\n\n  \"b\", # c\n]\nnext: x", { list: ["a", "b"], next: "x" }],
    ["files_modified:\n- src/a.ts\n- 'b # c'\nnext: x", { files_modified: ["src/a.ts", "b # c"], next: "x" }],
    ["list: # of two\n  - a # one\n  # between\n\n  - \"b\"\nnext: x", { list: ["a", "b"], next: "x" }],
    ["list:\n\t- a\n\t- b", { list: ["a", "b"] }],
    ["list:\n  -\n  - a", { list: ["", "a"] }],
    ["list:\n  - a long\n    text\n  - b", { list: ["a long text", "b"] }],
    ["url: http://a.b/#c", { url: "http://a.b/#c" }],
    ["a: 'it''s'\nb: \"x \\\"y\\\" \\u00e9\\n\"", { a: "it's", b: 'x "y" é\n' }],
    ["a: null\nb: ~\nc:\nd: # nothing", { a: "null", b: "~", c: "", d: "" }],
    ["a: one\n  two # c\n  three", { a: "one two three" }],
    ["a:\n  one two", { a: "one two" }],
    ["a: |\n  one\n    two\n\n  three\nb: >\n  one\n  two\n\n  three", { a: "one\n  two\n\nthree", b: "one two\n\nthree" }],
    ['a: "one\n  two"', { a: "one two" }],
    ["must_haves:\n  truths:\n    - a\nb: 1", { must_haves: { nested: "truths:\n    - a" }, b: "1" }],
    ["a: {b: c}\nd: [[e]]\nf: [{g: h}]\ni: [j: k]", { a: { nested: "{b: c}" }, d: { nested: "[[e]]" }, f: { nested: "[{g: h}]" }, i: { nested: "[j: k]" } }],
    ["a:\n  - path: x\n    via: y", { a: { nested: "- path: x\n    via: y" } }],
    ["a: [b, c", { a: { nested: "[b, c" } }],
    ["a: *b\nc: &d e", { a: { nested: "*b" }, c: { nested: "&d e" } }],
    ["größe: 1\n\"a b\": 2\nkey with blanks: 3\nkey-x : 4", { größe: "1", "a b": "2", "key with blanks": "3", "key-x": "4" }],
    ["a: 1\na: 2", { a: "2" }],
    ["# comment\n\na: 1", { a: "1" }],
    ["__proto__: x", Object.fromEntries([["__proto__", "x"]])],
  ])("reads %j", (lines, expected) => {
    expect(read(lines)).toEqual(expected);
    expect(read(lines.replaceAll("\n", "\r\n"))).toEqual(JSON.parse(JSON.stringify(expected), (_, value: unknown) => nestedWithReturns(value)));
  });

  function nestedWithReturns(value: unknown): unknown {
    return typeof value === "object" && value !== null && "nested" in value ? { nested: String(value.nested).replaceAll("\n", "\r\n") } : value;
  }

  it("gives places in the original text", () => {
    const source = "\uFEFF---\r\nwave:   1  # c\r\nlist:\r\n- a\r\n- \"b\"\r\n---\r\nx";
    const { range, entries } = readFrontMatter(source);
    const text = (place: { start: number; end: number } | undefined): string | undefined => place && source.slice(place.start, place.end);
    const [wave, list] = [entries.get("wave"), entries.get("list")];
    expect([text(range), text(wave?.keyRange), text(wave?.range), text(wave?.value.kind === "scalar" ? wave.value.range : undefined)]).toEqual(["---\r\nwave:   1  # c\r\nlist:\r\n- a\r\n- \"b\"\r\n---", "wave", "wave:   1  # c", "1"]);
    expect([text(list?.range), list?.value.kind === "list" ? list.value.items.map((item) => text(item.range)) : undefined]).toEqual(["list:\r\n- a\r\n- \"b\"", ["a", '"b"']]);
  });

  it("tells what is overruled and what belongs to no key", () => {
    const { overruled, strays } = readFrontMatter("---\na: 1\njust words\na: 2\n---\n");
    expect([overruled.map((entry) => entry.range), strays]).toEqual([[{ start: 4, end: 8 }], [{ start: 9, end: 19 }]]);
  });

  it.each([
    ["# A\n", false],
    ["---\na: 1\n", true],
    ["---\n", true],
    ["", false],
    [" ---\na: 1\n---\n", false],
    ["---x\na: 1\n---\n", false],
    ["text\n---\na: 1\n---\n", false],
  ])("finds none in %j", (source, isUnclosed) => {
    expect(readFrontMatter(source)).toMatchObject({ range: undefined, isUnclosed, entries: new Map() });
  });

  it("reads the head of a file like the whole of it", () => {
    const head = "---\na: 1\nb: [x]\n---\n";
    expect(readFrontMatter(`${head}# Body\n---\n`)).toEqual(readFrontMatter(head));
  });
});
