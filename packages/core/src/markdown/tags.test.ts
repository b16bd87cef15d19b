import { describe, expect, it } from "vitest";
import { findTags } from "./tags.js";

const inner = (source: string, name: string): string[] => findTags(source, name).map((tag) => source.slice(tag.inner.start, tag.inner.end).trim() + (tag.closed ? "" : " (unclosed)"));

describe("findTags", () => {
  it.each([
    ["one line", "<objective>X</objective>", "objective", ["X"]],
    ["several lines, closed after a list", "<objective>\n- a\n- b\n</objective>\n", "objective", ["- a\n- b"]],
    ["CRLF", "<objective>\r\nX\r\n</objective>\r\n", "objective", ["X"]],
    ["several", "<task>a</task>\n<task>b</task>", "task", ["a", "b"]],
    ["in the middle of a line", "text <name>a</name> text", "name", ["a"]],
    ["a longer name", "<tasks>\n<task>a</task>\n</tasks>", "task", ["a"]],
    ["a tag in a fence", "```xml\n<task>no</task>\n```\n<task>a</task>", "task", ["a"]],
    ["a tag in an indented fence", "<action>\n      ```\n      </action>\n      ```\n</action>", "action", ["```\n      </action>\n      ```"]],
    ["a closing tag in a code span", "<action>write `</action>` here</action>", "action", ["write `</action>` here"]],
    ["a closing tag in code only", "<action>\n```\nx\n</action>\n```\n", "action", ["```\nx"]],
    ["a tag in a comment", "<!-- <task>no</task> -->\n<task>a</task>", "task", ["a"]],
    ["a stray backtick", "<action>a ` b</action>\n<action>c</action>", "action", ["a ` b", "c"]],
    ["a stray fence", "<action>\n```\na\n</action>\n<action>b</action>", "action", ["```\na", "b"]],
    ["code that is no XML", "<action>if (a < b && c > d) Array<string></action>", "action", ["if (a < b && c > d) Array<string>"]],
    ["no closing tag", "<task>a\n<task>b", "task", ["a (unclosed)", "b (unclosed)"]],
    ["a tag that closes itself", "<checkpoint/> <checkpoint>a</checkpoint>", "checkpoint", ["", "a"]],
    ["blanks in the tags", "<verify >a</verify >", "verify", ["a"]],
    ["none", "# nothing", "task", []],
  ])("finds %s", (_, source, name, expected) => {
    expect(inner(source, name)).toEqual(expected);
  });

  it.each([
    [`<task type="auto" tdd='true'>`, { type: "auto", tdd: "true" }],
    [`<task type="checkpoint:human-verify"\n  gate="blocking">`, { type: "checkpoint:human-verify", gate: "blocking" }],
    [`<task name="a > b" done>`, { name: "a > b", done: "" }],
    ["<task>", {}],
    ["<task __proto__=x>", Object.fromEntries([["__proto__", "x"]])],
  ])("reads the attributes of %s", (open, attributes) => {
    expect(findTags(`${open}a</task>`, "task")[0]?.attributes).toEqual(attributes);
  });

  it("stays within a part", () => {
    const source = "<a>\n<n>1</n>\n</a>\n<n>2</n>";
    const [outer] = findTags(source, "a");
    expect(outer && findTags(source, "n", outer.inner).map((tag) => source.slice(tag.range.start, tag.range.end))).toEqual(["<n>1</n>"]);
  });

  it("gives places in the original text", () => {
    const source = "\uFEFF<task type='auto'>\r\n😀</task>";
    const [tag] = findTags(source, "task");
    expect([tag?.range, tag?.open, tag?.inner].map((range) => range && source.slice(range.start, range.end))).toEqual(["<task type='auto'>\r\n😀</task>", "<task type='auto'>", "\r\n😀"]);
  });
});
