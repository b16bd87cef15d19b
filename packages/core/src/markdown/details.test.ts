import { describe, expect, it } from "vitest";
import { detailsOf } from "./details.js";
import { scanOutline } from "./scan-outline.js";
import { treeOutline } from "./tree-outline.js";

function read(source: string): unknown[] {
  return detailsOf(source, scanOutline(source)).map(({ summary, body, isOpen, closed, depth }) => [
    summary && source.slice(summary.start, summary.end),
    source.slice(body.start, body.end).trim(),
    ...(isOpen ? ["open"] : []),
    ...(closed ? [] : ["unclosed"]),
    ...(depth > 0 ? [depth] : []),
  ]);
}

describe("detailsOf", () => {
  it.each([
    ["summary on its own line", "<details>\n<summary>✅ v1.0 MVP (Phases 1-4)</summary>\n\n### Phase 1: A\n\n</details>\n", [["✅ v1.0 MVP (Phases 1-4)", "### Phase 1: A"]]],
    ["summary on the same line", "<details><summary>A</summary>\nb\n</details>", [["A", "b"]]],
    ["summary over several lines", "<details>\n<summary>\n  <b>A</b>\n</summary>\nb\n</details>", [["<b>A</b>", "b"]]],
    ["no summary", "<details>\n\nb\n\n</details>\n", [[undefined, "b"]]],
    ["attributes", '<details open class="x > y">\n<summary class="s">A</summary>\nb\n</details>', [["A", "b", "open"]]],
    ["an attribute that only looks open", '<details class="open" data-open>\nb\n</details>', [[undefined, "b"]]],
    ["upper case", "<DETAILS>\n<Summary>A</Summary>\nb\n</Details>", [["A", "b"]]],
    ["several on one line", "<details><summary>A</summary>a</details> <details><summary>B</summary>b</details>\n", [["A", "a"], ["B", "b"]]],
    ["nested", "<details>\n<summary>A</summary>\n\n<details>\n<summary>B</summary>\n\nb\n\n</details>\n\n</details>\n", [["A", "<details>\n<summary>B</summary>\n\nb\n\n</details>"], ["B", "b", 1]]],
    ["indented, with CRLF", "  <details>\r\n  <summary>A</summary>\r\n\r\n- b\r\n\r\n  </details>\r\n", [["A", "- b"]]],
    ["a byte order mark", "\uFEFF<details>\nb\n</details>", [[undefined, "b"]]],
    ["not closed", "a\n<details>\n<summary>A</summary>\n\nb\n", [["A", "b", "unclosed"]]],
    ["closed too often", "</details>\n\n<details>\nb\n</details>\n</details>\n", [[undefined, "b"]]],
    ["closed at the end of an item", "<details>\n\n- a\n- b</details>\n\nc\n", [[undefined, "- a\n- b"]]],
    ["closed in an item's indentation", "<details>\n\n- a\n\n  </details>\n\nc\n", [[undefined, "- a"]]],
    ["tags in code, comments and quotations", "```\n<details>\n```\n\n`<details>`\n\n<!-- <details> -->\n\n> <details>\n\n\\<details>\n\n    <details>\n", []],
    ["an example inside", "<details>\n\n```html\n</details>\n```\n\nb\n\n</details>\n", [[undefined, "```html\n</details>\n```\n\nb"]]],
    ["a name that only starts alike", "<details-list>\nb\n</details-list>\n", []],
  ])("reads %s", (_, source, expected) => {
    expect(read(source)).toEqual(expected);
    expect(detailsOf(source, treeOutline(source))).toEqual(detailsOf(source, scanOutline(source)));
  });

  it("tells where everything stands", () => {
    const source = "a\n\n<details>\n<summary> A </summary>\nb\n</details> c\n";
    const [details] = detailsOf(source, scanOutline(source));
    const texts = [details?.range, details?.open, details?.summary, details?.body].map((range) => range && source.slice(range.start, range.end));
    expect(texts).toEqual(["<details>\n<summary> A </summary>\nb\n</details>", "<details>", "A", "\nb\n"]);
  });
});
