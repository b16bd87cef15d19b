import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS, SHARED_OPTIONS } from "../apps/cli/src/commands.js";
import { DEFAULT_CONFIG, PLANNING_PROBLEMS, PROFILES, STEP_COMMANDS, TIERS } from "../packages/core/src/index.js";
import { readText, root, trackedFiles, workspacePackages } from "./checkout.js";
import { anchorsOf, codeSpans, type Document, linksOf, readDocument, readDocuments, tableBelow } from "./documents.js";
import { readFrontDoor } from "./front-door.js";

const documents = readDocuments();
const blocks = documents.flatMap((document) => document.blocks);
const place = ({ file, line }: { readonly file: string; readonly line: number }): string => `${file}:${String(line)}`;
const named = (file: string): Document => {
  const document = documents.find((each) => each.file === file);
  if (document === undefined) throw new Error(`${file} is missing`);
  return document;
};

it("sees the documents of the checkout", () => {
  expect(documents.map(({ file }) => file)).toEqual(expect.arrayContaining(["README.md", "docs/ARCHITECTURE.md", "docs/job-files.md", "packages/core/README.md"]));
});

describe("links", () => {
  const links = documents.flatMap((document) => linksOf(document).map((link) => ({ ...link, file: document.file })));

  it("lead to files that are there", () => {
    expect(links.length).toBeGreaterThan(20);
    const broken = links.filter(({ file, target }) => !isOutside(target) && !existsSync(path.join(root, targetOf(file, target).file)));
    expect(broken.map((link) => `${place(link)} ${link.target}`)).toEqual([]);
  });

  it("to other places are whole addresses; nobody asks whether they answer", () => {
    const outside = links.filter(({ target }) => isOutside(target));
    expect(outside.length).toBeGreaterThan(0);
    expect(outside.filter(({ target }) => !URL.canParse(target) || new URL(target).protocol !== "https:").map((link) => `${place(link)} ${link.target}`)).toEqual([]);
  });

  it("lead to headings that are there", () => {
    const broken = links.filter(({ file, target }) => {
      if (isOutside(target)) return false;
      const { file: to, anchor } = targetOf(file, target);
      const document = documents.find((each) => each.file === to);
      return anchor !== undefined && (document === undefined || !anchorsOf(document).includes(anchor));
    });
    expect(broken.map((link) => `${place(link)} ${link.target}`)).toEqual([]);
  });
});

const isOutside = (target: string): boolean => /^[a-z][a-z+.-]*:/i.test(target);

function targetOf(from: string, target: string): { readonly file: string; readonly anchor: string | undefined } {
  const [to = "", anchor] = target.split("#");
  return { file: to === "" ? from : path.posix.join(path.posix.dirname(from), to), anchor };
}

/** Calls of the program in a document: in code spans, in shell blocks and behind prompts. */
function callsIn(document: Document): { readonly at: string; readonly words: readonly string[] }[] {
  const lines = document.blocks.flatMap((block) => {
    if (block.language !== "sh" && block.kind !== "demo" && block.kind !== "session") return [];
    return block.text.split("\n").flatMap((text, index) => ((block.language === "sh" || text.startsWith("$ ")) && !text.endsWith("# exits 2") ? [{ line: block.line + index + 1, text: text.replace(/^\$ /, "") }] : []));
  });
  return [...lines, ...codeSpans(document)].flatMap(({ line, text }) => {
    const call = /^(?:npx )?dgs (\S.*)$/.exec(text.trim())?.[1];
    return call === undefined ? [] : [{ at: `${document.file}:${String(line)}`, words: call.replace(/\s+# .*$/, "").split(/\s+/) }];
  });
}

describe("the program", () => {
  const calls = documents.flatMap(callsIn);
  const own = calls.filter(({ words: [name = ""] }) => /^[a-z]/.test(name) && name !== "help");

  it("has every command that a document names", () => {
    expect(own.length).toBeGreaterThan(20);
    const known = COMMANDS.map(({ name }) => name);
    expect(own.filter(({ words: [name = ""] }) => !known.includes(name)).map(({ at, words }) => `${at} dgs ${words.join(" ")}`)).toEqual([]);
  });

  it("has every option that a document gives a command", () => {
    const unknown = own.filter(({ words: [name, ...rest] }) => {
      const options = [...SHARED_OPTIONS, ...(COMMANDS.find((command) => command.name === name)?.options ?? [])].map((option) => option.name);
      const end = rest.indexOf("--");
      return (end < 0 ? rest : rest.slice(0, end)).some((word) => word.startsWith("--") && !word.includes("{…}") && !options.includes(/^--([^=]*)/.exec(word)?.[1] ?? ""));
    });
    expect(unknown.map(({ at, words }) => `${at} dgs ${words.join(" ")}`)).toEqual([]);
  });

  it("knows every step command that a document names", () => {
    const steps = documents.flatMap(({ file, source }) => [...source.matchAll(/\/[dg][gs][sd]:([a-z][a-z-]*)/g)].map(([, name = ""]) => ({ file, name })));
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.filter(({ name }) => !Object.hasOwn(STEP_COMMANDS, name))).toEqual([]);
  });

  it("has no command that the README does not name", () => {
    const { source } = named("README.md");
    expect(COMMANDS.map(({ name }) => name).filter((name) => !source.includes(`| \`dgs ${name}`))).toEqual([]);
  });
});

describe("docs/configuration.md", () => {
  const effective = tableBelow(named("docs/configuration.md"), "In effect");
  const without = tableBelow(named("docs/configuration.md"), "Read, and without effect yet");
  const key = ([cell = ""]: readonly string[]): string => cell.replaceAll("`", "");
  // `config["git.worktrees"]`, `config.model_profile`: how runtime, ports and program ask for a setting.
  const sources = trackedFiles().filter((file) => /^(packages\/(?:runtime|host|render)|apps\/cli)\/src\/.*\.ts$/.test(file) && !file.endsWith(".test.ts")).map(readText).join("\n");
  const isAsked = (name: string): boolean => sources.includes(`onfig["${name}"]`) || new RegExp(`onfig\\.${name}\\b`).test(sources);

  it("holds every key, once", () => {
    expect([...effective, ...without].map(key).sort()).toEqual(Object.keys(DEFAULT_CONFIG).sort());
  });

  it("says what each key is where nobody sets it", () => {
    const said = [...effective, ...without].map((row) => [key(row), row[1]?.replaceAll("`", "")]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(Object.entries(DEFAULT_CONFIG).map(([name, value]) => [name, value === undefined ? "" : JSON.stringify(value)])));
  });

  it("says of those keys that have an effect, and of no others, that they have one", () => {
    expect({ unused: effective.map(key).filter((name) => !isAsked(name)), used: without.map(key).filter(isAsked) }).toEqual({ unused: [], used: [] });
  });

  it("shows the profiles as they are", () => {
    const rows = tableBelow(named("docs/configuration.md"), "Which model").map(([role, ...tiers]) => [role, Object.fromEntries(PROFILES.map((profile, index) => [profile, tiers[index]]))]);
    expect(Object.fromEntries(rows)).toEqual(TIERS);
  });
});

it("docs/planning-files.md names findings as they are", () => {
  const rows = tableBelow(named("docs/planning-files.md"), "Findings").filter(([code = ""]) => code.includes("-"));
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map(([code = "", severity]) => [code.replaceAll("`", ""), severity])).toEqual(rows.map(([code = ""]) => [code.replaceAll("`", ""), PLANNING_PROBLEMS[code.replaceAll("`", "") as keyof typeof PLANNING_PROBLEMS]?.[0]]));
});

describe("packages", () => {
  it("are all in the README", () => {
    const rows = tableBelow(named("README.md"), "Packages").map(([name = ""]) => /`([^`]+)`/.exec(name)?.[1]);
    expect(rows.sort()).toEqual(workspacePackages().map(({ name }) => name).sort());
  });

  const doors = new Map(workspacePackages().filter(({ folder: at }) => existsSync(path.join(root, at, "src/index.ts"))).map(({ name, folder: at }) => [name, readFrontDoor(`${at}/src/index.ts`)]));

  it("export what examples import", () => {
    const imports = blocks.filter(({ language }) => language === "ts").flatMap((block) =>
      [...block.text.matchAll(/import (?:type )?\{([^}]*)\} from "(@dgs\/[\w-]+)"/g)].flatMap(([, names = "", from = ""]) =>
        names.split(",").map((name) => ({ at: place(block), from, name: name.trim().replace(/^type /, "").replace(/ as .*$/, "") })),
      ),
    );
    expect(imports.length).toBeGreaterThan(5);
    expect(imports.filter(({ from, name }) => !exportsOf(from).includes(name))).toEqual([]);
  });

  const exportsOf = (name: string): readonly string[] => [...(doors.get(name)?.values ?? []), ...(doors.get(name)?.types ?? [])];

  it("export what the README of @dgs/core lists", () => {
    const listed = named("packages/core/README.md").source.split(/^## API$/m)[1]?.split(/^## /m)[0]?.split("\n").filter((line) => line.startsWith("|")) ?? [];
    const names = listed.flatMap((line) => [...line.matchAll(/`([A-Za-z_]+)`/g)].map(([, name = ""]) => name));
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !exportsOf("@dgs/core").includes(name))).toEqual([]);
  });
});

it("scripts that documents tell to run are there", () => {
  const { scripts } = JSON.parse(readText("package.json")) as { scripts: Record<string, string> };
  const told = documents.flatMap(({ file, source }) => [...source.matchAll(/\bnpm (?:run ([a-z][a-z:-]*)|(test)\b)/g)].map(([, name, test]) => ({ file, name: name ?? test ?? "" })));
  expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(["demo", "test"]));
  expect(told.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
});

describe("decisions", () => {
  const decisions = documents.filter(({ file }) => file.startsWith("docs/decisions/"));

  it("are numbered in a row", () => {
    expect(decisions.map(({ file }) => Number(path.posix.basename(file).slice(0, 4))).sort((a, b) => a - b)).toEqual(decisions.map((_, index) => index + 1));
  });

  // The first three are older than the form.
  it.each(decisions.filter(({ file }) => !/\/000[123]-/.test(file)).map((document) => [document.file, document]))("%s is short and in form", (_, { source }) => {
    expect(source.match(/^#.*$/gm)?.map((line) => line.replace(/^# .*/, "# …"))).toEqual(["# …", "## Context", "## Decision", "## Consequences"]);
    expect(source.trimEnd().split("\n").length).toBeLessThanOrEqual(25);
  });
});

describe("the checks of this file", () => {
  const text = ["# A", "", "See [x](b.md#c-d) and `[y](z)`.", "", "```sh run", "dgs progress --json", "```", "", "## C: D", "", "| a | b |", "|---|---|", "| 1 | `2` |", ""].join("\n");

  it("read blocks, links, headings and tables as they are written", () => {
    const document = readDocument("a.md", text);
    expect(document.blocks).toEqual([{ file: "a.md", line: 5, language: "sh", kind: "run", text: "dgs progress --json\n" }]);
    expect(linksOf(document)).toEqual([{ line: 3, target: "b.md#c-d" }]);
    expect(anchorsOf(document)).toEqual(["a", "c-d"]);
    expect(tableBelow(document, "C: D")).toEqual([["1", "`2`"]]);
    expect(callsIn(document)).toEqual([{ at: "a.md:6", words: ["progress", "--json"] }]);
    expect(() => readDocument("a.md", "```\n")).toThrow("a.md:1: the fence is not closed");
  });
});
