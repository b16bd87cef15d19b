import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { CONFIG_KEYS, PLANNING_PROBLEMS, readConfig, renderDefaultConfig } from "../packages/core/src/index.js";
import { readText, root, workspacePackages } from "./checkout.js";
import { readDocument, readDocuments, tableBelow } from "./documents.js";
import { apiPage } from "./reference/api-page.js";
import { type CodeText, codeTextsIn, findCodeTexts } from "./reference/code-texts.js";
import { problemsPage, refusalsPage } from "./reference/codes-page.js";
import { commandsPage, exitCodesPage } from "./reference/commands-page.js";
import { configPage, configSchema, type KeyTexts } from "./reference/config-schema.js";
import { code, page, table } from "./reference/page.js";

const importable = workspacePackages().filter(({ isPrivate, isImportable }) => !isPrivate && isImportable);
const texts = findCodeTexts();

/** What docs/configuration.md says of each key, without its marks. */
function keyTexts(): KeyTexts {
  const document = readDocument("docs/configuration.md", readText("docs/configuration.md"));
  const rows = [...tableBelow(document, "In effect"), ...tableBelow(document, "Read, and without effect yet")];
  const plain = (text: string): string => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("`", "");
  return new Map(rows.map(([key = "", , ...says]) => [key.replaceAll("`", ""), plain(says.join("|"))]));
}

const apiFile = (name: string): string => `api-${name.replace("@dgs/", "")}.md`;

function indexPage(): string {
  const rows = [
    ["[Commands](commands.md)", "every command with its operands, options and examples"],
    ["[Exit codes](exit-codes.md)", "how a command ended"],
    ["[Configuration keys](configuration.md)", "what each key may hold, and [a JSON Schema](config.schema.json) for editors"],
    ["[Problem codes](problem-codes.md)", "what can be found in files: severity, message, remedy"],
    ["[Refusal codes](refusal-codes.md)", "why a command does nothing, or halts"],
    ["[File formats](file-formats.md)", "every file that DGS reads or writes, and where its format is told"],
    ...importable.map(({ name }) => [`[API of ${name}](${apiFile(name)})`, "what it exports"]),
  ];
  return page("Reference", "What scripts, editors and programs may look up. These pages are made from the code: `npm run reference` writes them anew, and a test fails where one is stale. File formats are written by hand.", table(["Page", "What it has"], rows));
}

const pages = new Map<string, () => string>([
  ["README.md", indexPage],
  ["commands.md", commandsPage],
  ["exit-codes.md", exitCodesPage],
  ["configuration.md", configPage],
  ["config.schema.json", () => configSchema(keyTexts())],
  ["problem-codes.md", () => problemsPage(texts)],
  ["refusal-codes.md", () => refusalsPage(texts)],
  ...importable.map(({ name, folder }) => [apiFile(name), () => apiPage(name, folder)] as const),
]);

describe("docs/reference", () => {
  it.each([...pages])("%s is what the code says; `npm run reference` writes it anew", (name, render) => {
    const file = path.join(root, "docs/reference", name);
    const text = render();
    if (process.env["UPDATE_REFERENCE"] === "1") {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(existsSync(file) ? readText(`docs/reference/${name}`) : "(not written yet)").toBe(text);
  });

  it("holds no page that is not made from the code, besides the file formats", () => {
    expect(readdirSync(path.join(root, "docs/reference")).sort()).toEqual([...pages.keys(), "file-formats.md"].sort());
  });
});

describe("the texts of codes", () => {
  it("are found in the sources: nearly every code of a planning file has its message", () => {
    const missing = Object.keys(PLANNING_PROBLEMS).filter((name) => !texts.some((text) => text.code === name && text.message !== "{…}"));
    expect(missing.length).toBeLessThan(Object.keys(PLANNING_PROBLEMS).length / 10);
    expect(texts.filter(({ file }) => file.startsWith("apps/cli/")).length).toBeGreaterThan(20);
  });

  it("are read from objects and from calls", () => {
    const source = 'const a = { code: "a-b", message: `${x} is ${y}.`, remedy: "Mend it." };\nreturn refuse("c-d", isA ? "one" : "two", "Run " + name, { exit: "gaps" });\nagentProblem("e-f", path, "no", "go");\nconst b = { code: "g-h" as const, message, remedy: "Stop." };\nprint("i-j", "k", "l");\n';
    expect(codeTextsIn("a.ts", source)).toEqual<CodeText[]>([
      { code: "a-b", file: "a.ts", message: "{…} is {…}.", remedy: "Mend it.", exit: undefined },
      { code: "c-d", file: "a.ts", message: "one / two", remedy: "Run {…}", exit: "gaps" },
      { code: "e-f", file: "a.ts", message: "no", remedy: "go", exit: undefined },
      { code: "g-h", file: "a.ts", message: "{…}", remedy: "Stop.", exit: undefined },
    ]);
  });
});

it("pages hold tables whose cells cannot break them", () => {
  expect(table(["a"], [["x | y"], ["p \\| q"], ["one\n  two"]])).toBe("| a |\n|---|\n| x \\| y |\n| p \\| q |\n| one two |");
  expect([code("a"), code("a`b")]).toEqual(["`a`", "`` a`b ``"]);
});

describe("config.schema.json", () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(JSON.parse(configSchema(keyTexts())) as object);
  const errorsOf = (value: unknown): boolean => readConfig(JSON.stringify(value), "config.json").problems.some(({ severity }) => severity === "error");

  it("takes the file that dgs init writes, and every example of a document", () => {
    const examples = readDocuments().flatMap(({ blocks }) => blocks).filter(({ language, kind }) => language === "json" && (kind === "config" || kind === "file=.planning/config.json"));
    expect(examples.length).toBeGreaterThan(5);
    for (const text of [renderDefaultConfig(), ...examples.map((block) => block.text)]) expect([validate(JSON.parse(text)), validate.errors], text).toEqual([true, null]);
  });

  const values: readonly unknown[] = [true, false, null, 0, 1, -1, 0.5, 1e300, 30, "", "text", "quick", "waves", "balanced", "edit", "replay", [], ["a"], [""], [1], {}, { verifier: "opus" }, { "dgs-verifier": "haiku" }, { nobody: "opus" }, { verifier: "gpt" }];
  it.each(Object.keys(CONFIG_KEYS))("takes for %s exactly what DGS takes", (key) => {
    // A section of its own stands where an older file has the plain value: that is judged key by key.
    const plain = values.filter((value) => !(key === "parallelization" && typeof value === "object"));
    const nested = (value: unknown): unknown => key.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    for (const value of plain) {
      expect(validate({ [key]: value }), `${key}: ${JSON.stringify(value)}`).toBe(!errorsOf({ [key]: value }));
      expect(validate(nested(value)), `${key} nested: ${JSON.stringify(value)}`).toBe(!errorsOf(nested(value)));
    }
  });

  it("may be named in the file without a remark", () => {
    expect(readConfig('{ "$schema": "./config.schema.json" }', "config.json").problems).toEqual([]);
  });
});
