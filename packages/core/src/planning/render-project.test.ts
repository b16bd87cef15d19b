import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseVersion } from "../ids/version.js";
import { oneLine, unescapeLine } from "../markdown/escape-line.js";
import { outlineOf } from "../markdown/outline-of.js";
import { cellText } from "../markdown/table.js";
import { type ProjectIdea, requirementOf } from "./project-idea.js";
import { renderProject, renderRequirements } from "./render-project.js";
import { renderState } from "./render-state.js";
import { readRequirements } from "./requirements.js";
import { readStateFile } from "./state-file.js";

const hostile = fc
  .array(fc.oneof(fc.constantFrom("<", ">", "&", "lt;", "#", "|", "`", "``", "*", "**", "~~", "-", "\n", "\r\n\r\n", "\u2028", "</details>", "<!--", "-->", "\\", " ", ":", "1.", "[x] ", "- [ ] **A-01**: ", "## v2 Requirements", "AUTH-01", "| A | B |"), fc.string({ unit: "grapheme", maxLength: 4 })), { maxLength: 12 })
  .map((parts) => parts.join(""));
const saying = hostile.filter((text) => oneLine(text) !== "");
const requirements = (prefix: string) => fc.array(fc.tuple(fc.constantFrom("Core", "A|B", "AUTH-01 x", "#", "</details>"), saying), { minLength: 1, maxLength: 8 }).map((all) => all.map(([category, text], index) => ({ id: `${prefix}-0${String(index + 1)}`, category, text })));
const ideas: fc.Arbitrary<ProjectIdea> = fc.record({
  ...{ name: saying, what: saying, coreValue: saying, context: hostile, requirements: requirements("AUTH"), later: fc.oneof(fc.constant([]), requirements("LATER")) },
  ...{ outOfScope: fc.array(fc.record({ what: saying, why: hostile }), { maxLength: 4 }), constraints: fc.array(saying, { maxLength: 4 }), decisions: fc.array(fc.record({ decision: saying, why: hostile }), { maxLength: 3 }) },
});

describe("the files of a new project", () => {
  it("are read back: the same requirements, in the same order within their categories, whatever people write", () => {
    fc.assert(fc.property(ideas, (idea) => {
      const source = renderRequirements(idea);
      const { requirements: read, problems } = readRequirements(source, "REQUIREMENTS.md");
      expect(problems).toEqual([]);
      const told = (list: readonly { id: string; text: string }[]): string[] => list.map(({ id, text }) => `${id} ${oneLine(text)}`).sort();
      const of = (section: string) => read.filter((each) => each.section === section).map(({ id, text }) => ({ id, text: unescapeLine(text, "inside") }));
      expect(told(of("v1 Requirements"))).toEqual(told(idea.requirements));
      expect(told(of("v2 Requirements"))).toEqual(told(idea.later));
      expect(read.filter(({ ticked }) => ticked === false).map(({ status }) => status)).toEqual(idea.requirements.map(() => "Pending"));
      const [scope] = outlineOf(source).tables;
      expect(scope?.rows.map(({ cells: [what] }) => unescapeLine(what === undefined ? "" : cellText(source, what), "inside"))).toEqual(idea.outOfScope.map(({ what }) => oneLine(what)));
    }));
  });

  it("have the headings that other tools look for, and no other of their level", () => {
    fc.assert(fc.property(ideas, (idea) => {
      const source = renderProject(idea);
      const { headings, tables } = outlineOf(source);
      expect(headings.filter(({ level }) => level === 2).map(({ text }) => source.slice(text.start, text.end))).toEqual(["What This Is", "Core Value", "Requirements", "Constraints", "Context", "Key Decisions"]);
      expect(headings.filter(({ level }) => level === 1)).toHaveLength(1);
      expect(tables.map(({ rows }) => rows.length)).toEqual([idea.decisions.length]);
    }));
  });

  it("say where the project stands", () => {
    const state = renderState({ version: parseVersion("v1.0")!, coreValue: "It | <works>", date: "2026-01-02", activity: "Project written down" });
    expect(readStateFile(state, "STATE.md")).toMatchObject({ problems: [], milestone: "v1.0", statusWord: "planning", status: "Ready to plan", lastActivity: "2026-01-02 — Project written down" });
  });
});

describe("a requirement as it is typed", () => {
  it.each([
    ["users can log in", [], { id: "CORE-01", category: "Core", text: "users can log in" }],
    ["AUTH: users can log in", ["CORE-01", "AUTH-09"], { id: "AUTH-10", category: "AUTH", text: "users can log in" }],
    ["Note: a colon is no category", ["core-02"], { id: "CORE-03", category: "Core", text: "Note: a colon is no category" }],
    ["CORE: x", ["CORE-01"], { id: "CORE-02", category: "Core", text: "x" }],
  ])("%j", (typed, taken, requirement) => {
    expect(requirementOf(typed, taken)).toEqual(requirement);
  });
});
