import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../text/edit.js";
import { frontMatterEdit } from "./front-matter-edit.js";
import { readFrontMatter } from "./front-matter.js";
import { parseYamlFrontMatter } from "./yaml-front-matter.js";

const set = (source: string, key: string, value: string): string => applyEdits(source, frontMatterEdit(source, key, value));

describe("frontMatterEdit", () => {
  it.each([
    ["---\nstatus: open\n---\n# status: open\n", "done", "open", "done"],
    ["\uFEFF---\r\nstatus:   open  # c\r\n---\r\n", "done", "open", "done"],
    ["---\nstatus: 'open'\n---", "it's", "'open'", "'it''s'"],
    ['---\nstatus: "open"\n---', "done", "open", "done"],
    ["---\nstatus: open\n---\n", "a: b # c", "open", '"a: b # c"'],
    ["---\nstatus: open\n---\n", "", "open", '""'],
    ["---\nstatus: open\n---\n", "$1 & $&", "open", "$1 & $&"],
    ["---\nstatus:\na: 1\n---\n", "done", "status:", "status: done"],
    ["---\nstatus: # todo\n---\n", "done", "status: #", "status: done #"],
    ["---\nstatus: [a,\n  b]\na: 1\n---\n", "done", "[a,\n  b]", "done"],
    ["---\nstatus:\n- a\n- b\na: 1\n---\n", "done", "status:\n- a\n- b", "status: done"],
    ["---\nstatus: |\n  a\n  b\na: 1\n---\n", "done", "|\n  a\n  b", "done"],
    ["---\nstatus: one\nstatus: two\n---\n", "done", "two", "done"],
    ["---\na: 1\n---\nstatus: open\n", "done", "a: 1\n", "a: 1\nstatus: done\n"],
    ["---\r\na: 1\r\n---\r\n", "done", "a: 1\r\n", "a: 1\r\nstatus: done\r\n"],
    ["---\n---\n", "done", "---\n", "---\nstatus: done\n"],
    ["# A\n", "done", "# A", "---\nstatus: done\n---\n\n# A"],
    ["\uFEFF# A\r\n", "done", "# A", "---\r\nstatus: done\r\n---\r\n\r\n# A"],
  ])("changes one key of %j", (input, value, old, now) => {
    expect(set(input, "status", value)).toBe(input.replace(old, () => now));
  });

  it("starts an empty text", () => {
    expect(set("", "status", "open")).toBe("---\nstatus: open\n---\n");
  });

  it("leaves front matter alone that is not closed", () => {
    expect(frontMatterEdit("---\nstatus: open\n# A\n", "status", "done")).toEqual([]);
  });

  it.each([": [", "a: {b", "x: [y, # z"])("a value that looks like an open bracket, %s, is one text", (text) => {
    const edited = set("---\nk: 'old' # c\nz: 1\n---\n", "k", text);
    expect(readFrontMatter(edited).entries.get("k")?.value).toMatchObject({ kind: "scalar", text });
    expect(readFrontMatter(edited).entries.get("z")?.value).toMatchObject({ kind: "scalar", text: "1" });
  });

  it("writes what every reader reads back", () => {
    const part = fc.constantFrom("a", "B1", " ", ":", "#", "'", '"', "\\", "-", "[", "]", "{", "\n", "\t", "|", ">", "*", "&", "!", "%", "@", "`", ",", "?", "é", "🚧", "01", "true", "---");
    const value = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(""));
    const start = fc.constantFrom("", "# A\n", "---\nk: old\n---\n", "---\nk: 'old' # c\nz: 1\n---\n", '---\r\nk: "old"\r\n---\r\n', "---\nk:\n  - a\n---\n", "---\na: 1\n---");
    fc.assert(
      fc.property(start, value, (source, text) => {
        const edited = set(source, "k", text);
        expect(readFrontMatter(edited).entries.get("k")?.value).toMatchObject({ kind: "scalar", text });
        expect(parseYamlFrontMatter(edited, "x.md", { textKeys: ["k"] })).toMatchObject({ value: { k: text }, problems: [] });
      }),
      { numRuns: 2000 },
    );
  });
});
