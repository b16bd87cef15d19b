import { describe, expect, it } from "vitest";
import { parseMarkdown, rangeOf } from "./document.js";

describe("parseMarkdown", () => {
  it.each([
    ["plain", "# Title\n\ntext 🚧 end\n"],
    ["with a byte order mark", "\uFEFF# Title\n\ntext 🚧 end\n"],
    ["with CRLF", "# Title\r\n\r\ntext 🚧 end\r\n"],
    ["with front matter", "\uFEFF---\nwave: 1\n---\n# Title\n\ntext 🚧 end\n"],
  ])("gives places in the original text: %s", (_, source) => {
    const document = parseMarkdown(source);
    const ranges = document.tree.children.filter((node) => node.type !== "yaml").map((node) => rangeOf(document, node));
    expect(ranges.map((range) => range && source.slice(range.start, range.end))).toEqual(["# Title", "text 🚧 end"]);
  });

  it("finds the lists of a text whose front matter is not closed", () => {
    expect(parseMarkdown("---\nwave: 1\n\n- a\n").tree.children.map((node) => node.type)).toEqual(["thematicBreak", "paragraph", "list"]);
  });

  it("has no place for a node that the parser made up", () => {
    expect(rangeOf(parseMarkdown("a"), {})).toBeUndefined();
  });
});
