import { describe, expect, it } from "vitest";
import { readProjectPart } from "./project-part.js";

const DOCUMENT = "# Notes\n\nPeople **take notes**\nand find them again by a word.\n\n- export as Markdown, some day\n";
const good = {
  name: "Notes",
  what: "For people who forget.",
  core_value: "Nothing is lost.",
  requirements: [
    { id: "NOTE-01", category: "Notes", text: "A note can be written", source: "people take notes and find" },
    { id: "FIND-01", category: "Find", text: "A note is found by a word in it", source: "find them again by a word" },
  ],
  later: [{ id: "OUT-01", category: "Export", text: "Notes are exported", source: "export as Markdown, some day" }],
};
const read = (value: unknown, path = "project.json") => readProjectPart([{ path, text: typeof value === "string" ? value : JSON.stringify(value) }], DOCUMENT);
const codes = (value: unknown): string[] => read(value).problems.map(({ code }) => code);

describe("what an agent read out of an idea", () => {
  it("is taken where every requirement goes back to the document", () => {
    expect(read(good)).toMatchObject({ problems: [], idea: { name: "Notes", coreValue: "Nothing is lost.", requirements: [{ id: "NOTE-01" }, { id: "FIND-01", category: "Find" }], later: [{ id: "OUT-01" }], outOfScope: [], decisions: [] } });
  });

  it.each([
    ["no file", undefined, ["result-missing"]],
    ["prose", "Here it is: {}", ["result-not-json"]],
    ["no requirements", { ...good, requirements: [] }, ["result-incomplete"]],
    ["an id of another form", { ...good, requirements: [{ ...good.requirements[0], id: "note-1" }] }, ["result-id-unread"]],
    ["an id twice, also across versions", { ...good, later: [{ ...good.later[0], id: "FIND-01" }] }, ["result-id-repeated"]],
    ["a requirement that nobody asked for", { ...good, requirements: [{ ...good.requirements[0], source: "users want dark mode" }] }, ["result-id-unknown"]],
    ["words that are everywhere", { ...good, requirements: [{ ...good.requirements[0], source: "and" }] }, ["result-id-unknown"]],
    ["no category", { ...good, requirements: [{ ...good.requirements[0], category: " " }] }, ["result-shape"]],
    ["an empty requirement", { ...good, requirements: [{ ...good.requirements[0], text: "" }] }, ["result-shape"]],
    ["a thousand of them", { ...good, requirements: Array.from({ length: 1000 }, (_, index) => ({ id: `NOTE-${String(index)}`, category: "N", text: "t", source: "people take notes" })) }, ["result-too-long"]],
  ])("is a finding: %s", (_, value, wanted) => {
    expect(value === undefined ? readProjectPart([], DOCUMENT).problems.map(({ code }) => code) : codes(value)).toEqual(wanted);
  });
});
