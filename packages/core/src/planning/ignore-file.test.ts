import { describe, expect, it } from "vitest";
import { applyEdits } from "../text/edit.js";
import { ignoreFolderEdits, ignoresFolder } from "./ignore-file.js";

const add = (source: string): string => applyEdits(source, ignoreFolderEdits(source, ".planning"));

describe("the line that leaves the planning folder out", () => {
  it.each([
    ["", "/.planning/\n"],
    ["node_modules\n", "node_modules\n/.planning/\n"],
    ["node_modules", "node_modules\n/.planning/\n"],
    ["dist\r\nnode_modules\r\n", "dist\r\nnode_modules\r\n/.planning/\r\n"],
    ["dist\r\nnode_modules", "dist\r\nnode_modules\r\n/.planning/\r\n"],
    ["\uFEFF", "\uFEFF/.planning/\n"],
    ["# .planning/\n.planning-old\n", "# .planning/\n.planning-old\n/.planning/\n"],
    [".planning\n!.planning\n", ".planning\n!.planning\n/.planning/\n"],
  ])("is added to %j, and every other byte stays", (before, after) => {
    expect(add(before)).toBe(after);
    expect(ignoresFolder(after, ".planning")).toBe(true);
    expect(add(after)).toBe(after);
  });

  it.each([".planning", ".planning/", "/.planning", "/.planning/", "/.planning/*", "**/.planning/", ".planning/  ", "\uFEFF.planning", "!.planning\r\n.planning"])("is there already in %j", (source) => {
    expect(ignoreFolderEdits(`${source}\n`, ".planning")).toEqual([]);
  });
});
