import { describe, expect, it } from "vitest";
import { applyEdits, EditError } from "../text/edit.js";
import { checkboxEdit } from "./checkbox.js";
import { scanOutline } from "./scan-outline.js";

const example = "```\n- [ ] step\n```\n<!--\n- [ ] step\n-->\n\n";

describe("checkboxEdit", () => {
  it.each([
    ["a dash", "- [ ] step\n", "[ ]"],
    ["a star", "* [ ] step\n", "[ ]"],
    ["a number", "1. [ ] step\n", "[ ]"],
    ["CRLF", "a\r\n\r\n- [ ] step\r\n", "[ ]"],
    ["a byte order mark", "\uFEFF- [ ] step\n", "[ ]"],
    ["no final newline", "- [ ] step", "[ ]"],
    ["no text", "- [ ]", "[ ]"],
    ["a mark that GFM does not know", "- [>] step\n", "[>]"],
    ["a mark of two units", "- [🚧] step\n", "[🚧]"],
    ["a mark that is a reference", "[!]: /x\n\n- [!] step\n", "[!] step"],
    ["code after the mark", "- [ ] `/dgs:plan-phase 3`\n", "[ ]"],
    ["tabs", "-\t[ ]\tstep\n", "[ ]"],
  ])("changes one mark: %s", (_, input, box) => {
    const item = scanOutline(input).items[0];
    const edited = applyEdits(input, item === undefined ? [] : [checkboxEdit(item, "x")]);
    expect(edited).toBe(input.replace(box, box.replace(/^\[.+?\]/u, "[x]")));
  });

  it("passes over an example in code and in a comment", () => {
    const input = `${example}- [ ] step\n`;
    const items = scanOutline(input).items;
    expect(items).toHaveLength(1);
    expect(applyEdits(input, items.map((item) => checkboxEdit(item, "x")))).toBe(`${example}- [x] step\n`);
  });

  it("refuses an item without a checkbox", () => {
    const item = scanOutline("- step\n").items[0];
    expect(() => item && checkboxEdit(item, "x")).toThrow(EditError);
  });
});
