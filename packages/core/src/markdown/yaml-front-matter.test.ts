import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readFrontMatter } from "./front-matter.js";
import { parseYamlFrontMatter } from "./yaml-front-matter.js";

const read = (lines: string): unknown => parseYamlFrontMatter(`---\n${lines}\n---\n`, "a.md").value;

describe("parseYamlFrontMatter", () => {
  it.each([
    ["phase: 02.10\nplan: 01\nwave: 2\nautonomous: false # no", { phase: "02.10", plan: "01", wave: 2, autonomous: false }],
    ["depends_on: [01, 1.10, 01-02]", { depends_on: ["01", "1.10", "01-02"] }],
    ["files:\n- a\n- b", { files: ["a", "b"] }],
    ["must_haves:\n  truths:\n    - \"a: b\"\n  artifacts:\n    - path: x.ts\n      min_lines: 30\n      exports: [a, b]", { must_haves: { truths: ["a: b"], artifacts: [{ path: "x.ts", min_lines: 30, exports: ["a", "b"] }] } }],
    ["a: {b: c}", { a: { b: "c" } }],
    ["a:\n\t- b\n\t- c", { a: ["b", "c"] }],
    ["a: null\nb: ~\nc:", { a: null, b: null, c: null }],
    ["a: >\n  b\n  c", { a: "b c\n" }],
    ["a: &x 1\nb: *x", { a: 1, b: "*x" }],
    ["1: a\ntrue: b", { 1: "a", true: "b" }],
    ["__proto__: x", Object.fromEntries([["__proto__", "x"]])],
    ["", {}],
    ["# only a comment", {}],
  ])("reads %j", (lines, expected) => {
    expect(read(lines)).toEqual(expected);
    expect(read(lines.replaceAll("\n", "\r\n"))).toEqual(expected);
  });

  it("keeps as text what it is told to", () => {
    expect(parseYamlFrontMatter("---\na: 007\nphase: 007\nb: [1.50, true]\n---\n", "a.md", { textKeys: ["a", "b"] }).value).toEqual({ a: "007", phase: 7, b: ["1.50", "true"] });
  });

  it("reads nothing where there is none", () => {
    expect(parseYamlFrontMatter("# A\n", "a.md")).toEqual({ value: undefined, problems: [] });
  });

  it("tells that it is not closed", () => {
    const { value, problems } = parseYamlFrontMatter("---\na: 1\n", "a.md");
    expect([value, problems.map(({ code, at }) => [code, at])]).toEqual([undefined, [["front-matter-unclosed", { line: 1, column: 1 }]]]);
  });

  it("tells of a key that comes twice", () => {
    const { value, problems } = parseYamlFrontMatter("\uFEFF---\na: 1\nb: 2\na: 3\n---\n", "a.md");
    expect([value, problems.map(({ code, severity, path, at }) => [code, severity, path, at])]).toEqual([{ a: 3, b: 2 }, [["front-matter-duplicate-key", "warning", "a.md", { line: 2, column: 1 }]]]);
  });

  it.each([
    ["title: a: b\nwave: 2", { title: "a: b", wave: "2" }, 2],
    ["wave: 2\nlist: [a, b\nx: 1", { wave: "2" }, 4],
    ["wave: 2\nlist: [a, \"b]", { wave: "2" }, 4],
  ])("reads by lines what is no YAML: %j", (lines, expected, line) => {
    const { value, problems } = parseYamlFrontMatter(`---\r\n${lines.replaceAll("\n", "\r\n")}\r\n---\r\n`, "a.md");
    expect(value).toMatchObject(expected);
    expect(problems.map(({ code, at }) => [code, at?.line])).toEqual([["front-matter-broken", line]]);
  });
});

describe("the reader by lines and the YAML parser", () => {
  const corpus = resolve(import.meta.dirname, "../../../../../shared/corpus");

  function markdownFiles(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => (entry.isFile() && entry.name.endsWith(".md") ? [join(entry.parentPath, entry.name)] : []));
  }

  function asText(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(asText);
    return value === null || value === "null" || value === "~" ? "" : typeof value === "string" ? value.trim() : value;
  }

  it("agree on every front matter of the corpus that is YAML", ({ skip }) => {
    if (!existsSync(corpus)) skip("../shared/corpus is not here");
    let compared = 0;
    for (const file of markdownFiles(corpus)) {
      const source = readFileSync(file, "utf8");
      const entries = [...readFrontMatter(source).entries.values()];
      const { value, problems } = parseYamlFrontMatter(source, file, { textKeys: entries.map(({ key }) => key) });
      if (value === undefined || problems.length > 0) continue;
      const yaml = value as Record<string, unknown>;
      expect([file, entries.map(({ key }) => key).sort()]).toEqual([file, Object.keys(yaml).sort()]);
      for (const { key, value: light } of entries) {
        if (light.kind === "nested") expect([file, key, typeof yaml[key]]).toEqual([file, key, "object"]);
        else expect([file, key, asText(light.kind === "scalar" ? light.text : light.items.map(({ text }) => text))]).toEqual([file, key, asText(yaml[key])]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});
