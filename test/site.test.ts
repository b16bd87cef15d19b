import { describe, expect, it } from "vitest";
import { isPage, pageText, sidebarOf, siteName, titleOf } from "../scripts/site/pages.mjs";
import { readText, trackedFiles } from "./checkout.js";

describe("pages of the site", () => {
  const kindOf = (target: string): "page" | "asset" | "none" => (/\.md$|^docs\/decisions\/?$|^packages\/core\/?$/.test(target) ? "page" : target.endsWith(".png") ? "asset" : "none");

  it.each([
    ["a link to another page", "See [x](cli.md#exit-codes).", "See [x](./cli.md#exit-codes)."],
    ["a link to a README", "See [x](../packages/core/README.md).", "See [x](../packages/core/index.md)."],
    ["a link to a folder", "See [x](decisions).", "See [x](./decisions/index.md)."],
    ["a link to a source", "See [`x`](../packages/core/src/machine.ts).", "See `x`."],
    ["a picture", "![x](pictures/a.png)", "![x](pictures/a.png)"],
    ["a link outside", "[x](https://example.invalid/a.md)", "[x](https://example.invalid/a.md)"],
    ["a link in code", "`[x](../a.ts)`", "`[x](../a.ts)`"],
    ["a note", "<!-- written by -->a", "a"],
    ["what the generator would fill in", "a {{ b }} `{{ c }}`", "a &#123;&#123; b }} `{{ c }}`"],
    ["lines of code", "```text diagram\n[x](../a.ts) {{ b }} <!-- c -->\n```", "```text diagram\n[x](../a.ts) {{ b }} <!-- c -->\n```"],
  ])("take %s as it lies there", (_, text, expected) => {
    expect(pageText(text, "docs/a.md", kindOf)).toBe(expected);
  });

  it("are named after their folder where they are a README", () => {
    expect(["README.md", "docs/reference/README.md", "docs/cli.md"].map(siteName)).toEqual(["index.md", "docs/reference/index.md", "docs/cli.md"]);
    expect(["docs/a.md", "README.md", "packages/core/src/job/README.md", "packages/core/fixtures/README.md", ".changeset/a.md", "docs/a.json"].filter(isPage)).toEqual(["docs/a.md", "README.md", "packages/core/src/job/README.md"]);
  });

  it("of docs are all in the sidebar, once; of the decisions their list", () => {
    const files = [...trackedFiles().filter(isPage), "docs/decisions/README.md"];
    const links = sidebarOf(files.map((file) => ({ file, title: file === "docs/decisions/README.md" ? "Decisions" : titleOf(readText(file), file) }))).flatMap(({ items }) => items.map(({ link }) => link));
    const wanted = files.filter((file) => /^docs\//.test(file) && !/^docs\/decisions\/\d/.test(file)).map((file) => `/${siteName(file).replace(/index\.md$/, "").replace(/\.md$/, "")}`);
    expect(links.filter((link) => link.startsWith("/docs/")).sort()).toEqual(wanted.sort());
  });
});
