import { describe, expect, it } from "vitest";
import { readText } from "./checkout.js";
import { readFrontDoor } from "./front-door.js";

interface Entry {
  readonly term: string;
  readonly types: readonly string[];
  readonly meaning: string;
}

/** Reads the entries of a glossary: `### term (`Type`, `Type`)` and the text below. */
function readGlossary(markdown: string): Entry[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = "", ...rest] = section.split("\n");
      const [, term = "", types = ""] = /^(.*?)(?: \((`.*`)\))?$/.exec(heading.trim()) ?? [];
      return { term, types: [...types.matchAll(/`(\w+)`/g)].map(([, type = ""]) => type), meaning: rest.join("\n").split(/^## /m)[0]?.trim() ?? "" };
    });
}

const twice = (words: readonly string[]): string[] => words.filter((word, at) => words.indexOf(word) !== at);

const entries = readGlossary(readText("docs/GLOSSARY.md"));
const named = entries.flatMap(({ types }) => types);
const parts = readText("test/glossary-parts.txt")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
const exported = readFrontDoor("packages/core/src/index.ts").types;

describe("docs/GLOSSARY.md", () => {
  it("has entries, each with a meaning", () => {
    expect(entries.length).toBeGreaterThan(50);
    expect(entries.filter(({ meaning }) => meaning === "")).toEqual([]);
  });

  it("defines no word twice and gives no type two words", () => {
    expect(twice(entries.map(({ term }) => term.toLowerCase()))).toEqual([]);
    expect(twice([...named, ...parts])).toEqual([]);
  });

  it("names only types that @dgs/core exports", () => {
    expect([...named, ...parts].filter((type) => !exported.includes(type))).toEqual([]);
  });

  it("has a word for every type that @dgs/core exports; a part of a type goes into test/glossary-parts.txt", () => {
    expect(exported.filter((type) => !named.includes(type) && !parts.includes(type))).toEqual([]);
  });

  it("is read as it is written", () => {
    expect(readGlossary("# G\n\n## A\n\n### port (`Files`, `Git`)\n\nOne.\n\n## B\n\n### edit\n\nTwo.\n")).toEqual([
      { term: "port", types: ["Files", "Git"], meaning: "One." },
      { term: "edit", types: [], meaning: "Two." },
    ]);
  });
});
