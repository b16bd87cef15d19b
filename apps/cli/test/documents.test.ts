import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PLANNING_PROBLEMS, STEP_COMMANDS } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { COMMANDS, SHARED_OPTIONS } from "../src/commands.js";
import { EXIT_CODES } from "../src/exit-codes.js";

const app = path.resolve(fileURLToPath(import.meta.url), "../..");
const read = (file: string): string => readFileSync(path.join(app, file), "utf8");
const sourcesIn = (folder: string): string[] => readdirSync(path.join(app, folder), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
const sources = sourcesIn("src");

describe.each(["README.md", "../../docs/cli.md"])("%s", (file) => {
  it("has every exit code", () => {
    for (const [kind, code] of Object.entries(EXIT_CODES)) expect(read(file)).toContain(`| ${String(code)} | \`${kind}\` |`);
  });

  it("has every command and every option", () => {
    for (const { name, options } of COMMANDS) {
      expect(read(file)).toMatch(new RegExp(`\\b${name}\\b`));
      if (file === "README.md") for (const option of options.filter(({ name: each }) => each !== "folder")) expect(read(file)).toContain(`--${option.name}`);
    }
    for (const { name } of SHARED_OPTIONS) expect(read(file)).toContain(`--${name}`);
  });
});

it("docs/cli.md has every error code of the program itself", () => {
  const host = path.join("..", "..", "packages", "host", "src");
  const files = [...sources.map((file) => path.join("src", file)), ...sourcesIn(host).map((file) => path.join(host, file))];
  const codes = files.flatMap((file) => [...read(file).matchAll(/\b(?:refuse|refuseUsage)\("([a-z-]+)"/g)].map((match) => match[1] ?? ""));
  expect(codes.length).toBeGreaterThan(10);
  const page = read("../../docs/cli.md");
  expect([...codes, "internal"].filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

it("docs/mcp.md has every error code of the server itself", () => {
  const server = path.join(app, "..", "..", "packages", "mcp-server", "src");
  const files = readdirSync(server, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const codes = files.flatMap((file) => [...readFileSync(path.join(server, file), "utf8").matchAll(/\b(?:refuse|refuseArgument)\("([a-z-]+)"/g)].map((match) => match[1] ?? ""));
  expect(codes.length).toBeGreaterThan(5);
  const page = read("../../docs/mcp.md");
  expect([...codes, "internal"].filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

it("docs/health.md has every code of a planning file with its weight and its sentence", () => {
  const page = read("../../docs/health.md");
  for (const [code, [severity, sentence]] of Object.entries(PLANNING_PROBLEMS)) expect(page).toContain(`| \`${code}\` | ${severity} | ${sentence} |`);
});

it("no text of a command, and no page, names a command of dgs that is not there", () => {
  const words = new Set([...COMMANDS.map(({ name }) => name), "help"]);
  const steps = new Set<string>(Object.keys(STEP_COMMANDS));
  const root = path.resolve(app, "../..");
  const code = ["packages/core", "packages/runtime", "packages/agents", "packages/git", "packages/host", "packages/render", "packages/mcp-server", "apps/cli"].flatMap((each) => readdirSync(path.join(root, each, "src"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts")).map((file) => path.join(each, "src", file)));
  const pages = ["README.md", "apps/cli/README.md", ...readdirSync(path.join(root, "docs")).filter((file) => file.endsWith(".md")).map((file) => path.join("docs", file))];
  // A word with a hyphen behind `dgs`, or a step of a job: prose has neither.
  const named = [...code, ...pages].flatMap((file) => [...readFileSync(path.join(root, file), "utf8").matchAll(/[`"'( ]dgs ([a-z]+(?:-[a-z]+)*)(?![\w-])/g)].map(([, word = ""]) => ({ file, word })));
  expect(named.length).toBeGreaterThan(300);
  expect(named.filter(({ word }) => (word.includes("-") || steps.has(word)) && !words.has(word))).toEqual([]);
});
