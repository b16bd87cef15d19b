import path from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { root } from "./checkout.js";

/** The repository's own rules, without those that need types: a planted text belongs to no program. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [{ files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked, languageOptions: { parserOptions: { project: false, projectService: false } } }] as never,
});

async function messagesFor(text: string, file: string): Promise<string[]> {
  const results = await eslint.lintText(text, { filePath: path.join(root, file), warnIgnored: true });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId ?? "parser"}: ${message}`));
}

const inCore: readonly (readonly [what: string, text: string, says: string])[] = [
  ["the time", "export const now = (): Date => new Date();", "core takes time and chance as arguments"],
  ["the time as text", "export const now = (): string => Date();", "core takes time and chance as arguments"],
  ["the time as a number", "export const now = (): number => Date.now();", "core takes time and chance as arguments"],
  ["chance", "export const chance = (): number => Math.random();", "core takes time and chance as arguments"],
  ["an async function", "export async function wait(): Promise<void> {}", "core is synchronous"],
  ["an async arrow", "export const wait = async (): Promise<void> => {};", "core is synchronous"],
  ["await", "await 1;\nexport {};", "core is synchronous"],
  ["a promise", "export const later = (): unknown => Promise.resolve(1);", "core is synchronous"],
  ["a new promise", "export const later = (): unknown => new Promise(() => {});", "core is synchronous"],
  ["a module variable", "let count = 0;\nexport const next = (): number => ++count;", "core keeps no state between calls"],
  ["an exported variable", "export let count = 0;\nexport const next = (): number => ++count;", "core keeps no state between calls"],
  ["a class", "export class Job {}", "only errors are classes"],
  ["a class expression", "export const Job = class {};", "only errors are classes"],
  ["a default export", "export default 1;", "named exports only"],
  ["a module of Node", 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;', "core has no I/O"],
  ["mdast as a value", 'import { nodes } from "mdast";\nexport const all = nodes;', "write `import type`"],
  ["a file that is too long", `${Array.from({ length: 251 }, (_, at) => `export const a${String(at)} = 1;`).join("\n")}\n`, "Maximum allowed is 250"],
];

describe("core's rules", () => {
  it.each(inCore)("catch %s", async (_, text, says) => {
    expect((await messagesFor(text, "packages/core/src/planted.ts")).join("\n")).toContain(says);
  });

  it("let pass what is pure", async () => {
    const text = [
      'import type { Root } from "mdast";',
      "export class EditError extends Error {}",
      "export const at = (iso: string): Date => new Date(iso);",
      "export const first = (root: Root): unknown => root.children[0];",
      "export function sum(numbers: readonly number[]): number {\n  let total = 0;\n  for (const n of numbers) total += n;\n  return total;\n}",
    ].join("\n");
    expect(await messagesFor(`${text}\n`, "packages/core/src/planted.ts")).toEqual([]);
  });
});

const elsewhere: readonly (readonly [what: string, file: string, text: string, says: string])[] = [
  ["a default export", "packages/git/src/planted.ts", "export default 1;", "named exports only"],
  ["a default export in an app", "apps/cli/src/planted.ts", "export default 1;", "named exports only"],
  ["printing outside of an app", "packages/runtime/src/planted.ts", 'console.log("x");\nexport {};', "no-console"],
  ["a directive that does nothing", "packages/git/src/planted.ts", "// eslint-disable-next-line no-console\nexport const a = 1;", "Unused eslint-disable directive"],
  ["a test that shuts the others out", "packages/git/src/planted.test.ts", 'it.only("x", () => {});', "take .only away"],
];

describe("the rules for all sources", () => {
  it.each(elsewhere)("catch %s", async (_, file, text, says) => {
    expect((await messagesFor(text, file)).join("\n")).toContain(says);
  });

  it("let the clock and promises be outside of core", async () => {
    expect(await messagesFor("export const later = async (): Promise<number> => {\n  await Promise.resolve();\n  return Date.now();\n};\n", "packages/runtime/src/planted.ts")).toEqual([]);
  });
});
