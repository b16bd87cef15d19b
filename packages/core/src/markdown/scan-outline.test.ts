import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Range } from "../text/range.js";
import { messyDocument } from "./fixtures/messy-document.js";
import { scanOutline } from "./scan-outline.js";
import { treeOutline } from "./tree-outline.js";

const shared = resolve(import.meta.dirname, "../../../../../shared");

function markdownFiles(folder: string, deep: boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return deep && entry.name !== ".git" ? markdownFiles(join(folder, entry.name), true) : [];
    return entry.name.endsWith(".md") ? [join(folder, entry.name)] : [];
  });
}

/** What the outline says, as texts: easier to read in a test than offsets. */
function told(source: string): Record<string, unknown> {
  const outline = scanOutline(source);
  const text = (range: Range): string => source.slice(range.start, range.end);
  return {
    ...(outline.frontMatter && { frontMatter: text(outline.frontMatter) }),
    headings: outline.headings.map((heading) => `${heading.level} ${text(heading.text)}`),
    items: outline.items.map((item) => `${item.depth} ${text(item.bullet)} ${item.checkbox === undefined ? "" : `[${item.checkbox.mark}] `}${text(item.content)}`),
    tables: outline.tables.map((table) => [table.header, ...table.rows].map((row) => row.cells.map(text))),
    html: outline.html.map(text),
    opaque: outline.opaque.map(text),
  };
}

const nothing = { headings: [], items: [], tables: [], html: [], opaque: [] };

describe("the outline by lines is the outline of the tree", () => {
  it("for messy documents", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(messyDocument, (source) => {
        expect(scanOutline(source)).toEqual(treeOutline(source));
      }),
      { numRuns: 4000 },
    );
  });

  it("for any text of the characters that mean something", { timeout: 120_000 }, () => {
    const part = fc.constantFrom("-", "`", "```", "~~~", "<", ">", "[", "]", "|", "#", "=", "*", "_", "+", " ", "  ", "    ", "\t", "\n", "\n", "\n", "1.", "2)", "a", ":", "\\", "<b>", "<div>", "<!--", "-->", "[^a]:", "[a]: b", "---", "|-|", "- [ ] ", "\r\n", "\r", "\0", "😀");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const source = parts.join("");
        expect(scanOutline(source)).toEqual(treeOutline(source));
      }),
      { numRuns: 4000 },
    );
  });

  it("for every document of the corpus, the sample and the references", { timeout: 240_000 }, ({ skip }) => {
    const folders = [join(shared, "corpus"), join(shared, "peer-sample")].filter((folder) => existsSync(folder));
    if (!existsSync(shared) || folders.length === 0) skip("../shared/corpus is not here");
    const files = [...folders.flatMap((folder) => markdownFiles(folder, true)), ...markdownFiles(shared, false)];
    expect(files.length).toBeGreaterThan(100);
    const differing = files.filter((file) => {
      const source = readFileSync(file, "utf8");
      return JSON.stringify(scanOutline(source)) !== JSON.stringify(treeOutline(source));
    });
    expect(differing).toEqual([]);
  });
});

describe("scanOutline", () => {
  it.each([
    ["an empty text", "", nothing],
    ["a byte order mark", "\uFEFF# A\n", { ...nothing, headings: ["1 A"] }],
    ["headings and their closing hashes", "# A #\n## B# ##\n#\n### C#\nD\n===\nE\nF\n---\n", { ...nothing, headings: ["1 A", "2 B#", "1 ", "3 C#", "1 D", "2 E\nF"] }],
    ["no heading in code, comments, quotations and lists", "```\n# A\n```\n<!--\n# B\n-->\n> # C\n\n- # D\n", { ...nothing, items: ["0 - # D"], html: ["<!--\n# B\n-->"], opaque: ["```\n# A\n```", "<!--\n# B\n-->", "> # C"] }],
    ["front matter", "---\nwave: 1\n---\n# A\n", { ...nothing, frontMatter: "---\nwave: 1\n---", headings: ["1 A"], opaque: ["---\nwave: 1\n---"] }],
    ["lists in a text whose front matter is not closed", "---\nwave: 1\n\n- [ ] a\n", { ...nothing, items: ["0 - [ ] a"] }],
    ["all marks", "- [ ] a\n* [X] b\n+ [>] c\n1. [!] d\n2) [🚧] e\n- [x]f\n- [xx] g\n- [x]\n-     [x] h\n", { ...nothing, items: ["0 - [ ] a", "0 * [X] b", "0 + [>] c", "0 1. [!] d", "0 2) [🚧] e", "0 - [x]f", "0 - [xx] g", "0 - [x] ", "0 - [x] h"], opaque: ["[x] h"] }],
    ["nested lists", "1. a\n   - b\n\n     - c\n  - d\n", { ...nothing, items: ["0 1. a", "1 - b", "2 - c", "0 - d"] }],
    ["numbers that interrupt no paragraph", "a\n2. b\n-\n1. c\n", { ...nothing, headings: ["2 a\n2. b"], items: ["0 1. c"] }],
    ["tables with escaped pipes", "| a | b |\n|---|:-:|\n| `x\\|y` | |\n| 1\n\n| no |\n", { ...nothing, tables: [[["a", "b"], ["`x\\|y`", ""], ["1"]]] }],
    ["a table below a paragraph", "text\na | b\n--|--\n", { ...nothing, tables: [[["a", "b"]]] }],
    ["details that end at a blank line", "<details>\n<summary>A</summary>\n\n## B\n\n</details>\n", { ...nothing, headings: ["2 B"], html: ["<details>\n<summary>A</summary>", "</details>"], opaque: ["<details>\n<summary>A</summary>", "</details>"] }],
    ["a heading below definitions", "[a]: /b\n[c]: /d 'e\nf'\nG\n===\n[h]: /i\n===\n", { ...nothing, headings: ["1 G"] }],
    ["CRLF", "# A\r\n\r\n- [ ] b\r\n  c\r\n\r\n```\r\nd\r\n```", { ...nothing, headings: ["1 A"], items: ["0 - [ ] b"], opaque: ["```\r\nd\r\n```"] }],
    ["lone CR", "# A\r- b\r\r# C", { ...nothing, headings: ["1 A", "1 C"], items: ["0 - b"] }],
  ])("reads %s", (_, source, expected) => {
    const outline = told(source);
    // Of the item with indented code, the mark is code.
    if (source.includes("-     [x]")) expect(scanOutline(source).items.at(-1)?.checkbox).toBeUndefined();
    expect(outline).toEqual(expected);
  });

  it("lets an item reach to its last line that is not blank, lazy lines included", () => {
    const source = "- a\nlazy\n\n  - b\n    ```\n    c\n\n\n- d\n\ntext\n";
    expect(scanOutline(source).items.map(({ range }) => source.slice(range.start, range.end))).toEqual(["- a\nlazy\n\n  - b\n    ```\n    c", "- b\n    ```\n    c", "- d"]);
  });

  it("takes the indentation of what is no prose into its place", () => {
    const source = "- a\n\n      code\n  <!-- c -->\n  - > q\n";
    expect(scanOutline(source).opaque.map(({ start, end }) => source.slice(start, end))).toEqual(["      code", "  <!-- c -->", "> q"]);
  });
});
