import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineOf } from "../markdown/outline-of.js";
import { readStamp, stampDocument } from "./stamp-document.js";
import { unifyDocuments } from "./unify-documents.js";

const KEYS = [["repo", "api"], ["commit", "abc"], ["dirty", "false"]] as const;

describe("the front matter of a document", () => {
  it("says of which commit it tells, and whether people changed the body", () => {
    const text = stampDocument(undefined, "# Stack\n\n- Go\n\n\n", KEYS);
    expect(text).toMatch(/^---\nrepo: api\ncommit: abc\ndirty: false\nby: dgs-[0-9a-f]{16}\n---\n\n# Stack\n\n- Go\n$/);
    expect(readStamp(text)).toEqual({ repo: "api", commit: "abc", dirty: false, isOwn: true, body: "# Stack\n\n- Go\n" });
    expect(readStamp(text.replaceAll("\n", "\r\n")).isOwn).toBe(true);
    expect(readStamp(text.replace("Go", "Rust")).isOwn).toBe(false);
    expect(readStamp("# Stack\n\nBy a person.\n")).toMatchObject({ commit: undefined, isOwn: false });
  });

  it("keeps what people added to it, with their comments", () => {
    const former = stampDocument(undefined, "# Stack\n\nold\n", KEYS).replace("repo: api\n", "owner: Ada # asks for changes\nrepo: api\ntags: [a, b]\n");
    const text = stampDocument(former, "# Stack\n\nnew\n", [["repo", "api"], ["commit", "def"], ["dirty", "true"]]);
    expect(text).toMatch(/^---\nowner: Ada # asks for changes\nrepo: api\ntags: \[a, b\]\ncommit: def\ndirty: true\nby: dgs-[0-9a-f]{16}\n---\n\n# Stack\n\nnew\n$/);
    expect(readStamp(text)).toMatchObject({ commit: "def", dirty: true, isOwn: true });
  });

  it("is read back from whatever body it was given to", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("# A", "---", "a: b", "", " ", "```", "\r", "text", "\ufeff"), { maxLength: 12 }), (lines) => {
      const body = `# T\n${lines.join("\n")}`;
      const text = stampDocument(undefined, body, KEYS);
      expect(readStamp(text)).toMatchObject({ repo: "api", commit: "abc", isOwn: true });
      expect(readStamp(stampDocument(text, body, KEYS)).isOwn).toBe(true);
      expect(stampDocument(text, body, KEYS)).toBe(text);
    }));
  });
});

describe("unified documents", () => {
  it("have a section for each repo, headings one level down, and nothing else changed", () => {
    const api = "# Stack\n\n- Go\n\n## Tools\n\n```md\n# in a fence\n```\n\n> # quoted\n\nOld\n---\n\n###### Deep\n";
    const web = "## No title\n\ntext\n";
    expect(unifyDocuments("Stack", [{ repo: "api", body: api }, { repo: "web", body: web }])).toBe(
      "# Stack\n\n## api\n\n- Go\n\n### Tools\n\n```md\n# in a fence\n```\n\n> # quoted\n\n### Old\n\n###### Deep\n\n## web\n\n### No title\n\ntext",
    );
  });

  it.each([["a fence", "# A\n\n```ts\nlet x;\n"], ["a longer fence", "# A\n\n`````\n```\n"], ["tildes", "# A\n\n~~~~\ncode"], ["a comment", "# A\n\n<!-- note\n"], ["a block of HTML", "# A\n\n<pre>\nx\n"]])("%s that is not closed does not swallow what follows", (_, body) => {
    const text = unifyDocuments("Stack", [{ repo: "api", body }, { repo: "web", body: "# B\n\nend\n" }]);
    expect(outlineOf(text).headings.map(({ text: { start, end } }) => text.slice(start, end))).toEqual(["Stack", "api", "web"]);
  });

  it("have the sections of all repos, whatever the documents are", () => {
    const lines = fc.array(fc.constantFrom("# A", "## B", "Title\n===", "Title\n---", "```", "~~~", "- item", "  # in an item", "> q", "text", "", "<!--", "-->", "<details>", "</details>", "| a |\n|---|", "    code", "###### six"), { maxLength: 15 });
    fc.assert(fc.property(lines, lines, (one, two) => {
      const text = unifyDocuments("T", [{ repo: "api", body: one.join("\n") }, { repo: "web", body: two.join("\n") }]);
      const tops = outlineOf(text).headings.filter(({ level }) => level <= 2).map(({ text: { start, end } }) => text.slice(start, end));
      expect(tops[0]).toBe("T");
      expect(tops).toContain("api");
      expect(tops).toContain("web");
    }), { numRuns: 500 });
  });
});
