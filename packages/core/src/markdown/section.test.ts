import { describe, expect, it } from "vitest";
import { scanOutline } from "./scan-outline.js";
import { findHeading, sectionBody, sectionOf } from "./section.js";

const source = "# R\n\n## Phases\n- a\n### One\nb\n```\n## no\n```\n  ## Details\nc\n### Two\nd\n\nLast\n---\ne";

function parts(text: string, title: string): string[] | undefined {
  const outline = scanOutline(text);
  const heading = findHeading(outline, text, (each) => each === title);
  if (heading === undefined) return undefined;
  return [sectionOf(text, outline, heading), sectionBody(text, outline, heading)].map(({ start, end }) => text.slice(start, end));
}

describe("sectionOf and sectionBody", () => {
  it.each([
    ["Phases", "## Phases\n- a\n### One\nb\n```\n## no\n```\n", "- a\n### One\nb\n```\n## no\n```\n"],
    ["One", "### One\nb\n```\n## no\n```\n", "b\n```\n## no\n```\n"],
    ["Details", "## Details\nc\n### Two\nd\n\n", "c\n### Two\nd\n\n"],
    ["Last", "Last\n---\ne", "e"],
  ])("end at the next heading of the level or above: %s", (title, section, body) => {
    expect(parts(source, title)).toEqual([section, body]);
    expect(parts(source.replaceAll("\n", "\r\n"), title)).toEqual([section, body].map((each) => each.replaceAll("\n", "\r\n")));
  });

  it("are empty where nothing follows", () => {
    expect(parts("# A", "A")).toEqual(["# A", ""]);
    expect(parts("# A\n# B\n", "A")).toEqual(["# A\n", ""]);
  });

  it("find no heading that is code", () => {
    expect(parts(source, "no")).toBeUndefined();
  });
});
