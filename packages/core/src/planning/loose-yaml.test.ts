import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { readLooseYaml } from "./loose-yaml.js";

describe("readLooseYaml", () => {
  it("says what YAML says of a tidy text", () => {
    const word = fc.stringMatching(/^[a-z][a-z ]{0,8}[a-z]$/).filter((text) => !/^(?:null|true|false|yes|no)$/.test(text));
    const text = fc.oneof(word, fc.stringMatching(/^[a-z]{1,5}: [a-z]{1,5}$/), fc.stringMatching(/^[a-z]{1,4} "[a-z]{1,4}"$/));
    const key = fc.stringMatching(/^[a-z][a-z_]{0,7}$/).filter((each) => !/^(?:null|true|false|yes|no|on|off|y|n)$/.test(each));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: "small" }, text, tie("list"), tie("map")),
      list: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
      map: fc.dictionary(key, tie("tree"), { minKeys: 1, maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 3 }), (value) => {
        const yaml = stringify(value, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
        expect(readLooseYaml(yaml)).toEqual(parse(yaml));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["a:\n- b\n- c: d\n  e: f\n", { a: ["b", { c: "d", e: "f" }] }],
    ['a: "x\\(y"\n', { a: "x\\(y" }],
    ['a: "x", "y"\n', { a: ["x", "y"] }],
    ["a: [b, 'c, d', \"e\"] # f\n", { a: ["b", "c, d", "e"] }],
    ["a: |\n  b\n  c\nd: e # f\n", { a: "b c", d: "e" }],
    ["a: >-\n  - b\n", { a: "- b" }],
    ["a:\r\n  b: 1\r\n", { a: { b: "1" } }],
    ["a:\n-\n- b\n", { a: [null, "b"] }],
    ["", null],
  ])("reads %j", (text, expected) => {
    expect(readLooseYaml(text)).toEqual(expected);
  });

  it("answers for any text", () => {
    const piece = fc.constantFrom("- ", "a: ", "  ", "\n", '"', "'", "[", "]", "|\n", "#", "\t", ":", "-\n", "b");
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""))), (text) => readLooseYaml(text) !== undefined), { numRuns: 2000 });
    for (const text of ["- ", "-\n", "\n- ", "a: ", "a:\n", "- a:\n"]) expect(readLooseYaml(text.repeat(20_000))).toBeDefined();
    expect(readLooseYaml(Array.from({ length: 2000 }, (_, index) => `${" ".repeat(index)}a:`).join("\n"))).toBeDefined();
  });
});
