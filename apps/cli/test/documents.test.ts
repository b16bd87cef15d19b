import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PLANNING_PROBLEMS } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { COMMANDS, SHARED_OPTIONS } from "../src/commands.js";
import { EXIT_CODES } from "../src/exit-codes.js";

const app = path.resolve(fileURLToPath(import.meta.url), "../..");
const read = (file: string): string => readFileSync(path.join(app, file), "utf8");
const sources = readdirSync(path.join(app, "src"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));

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
  const codes = sources.flatMap((file) => [...read(path.join("src", file)).matchAll(/\b(?:refuse|refuseUsage)\("([a-z-]+)"/g)].map((match) => match[1] ?? ""));
  expect(codes.length).toBeGreaterThan(10);
  const page = read("../../docs/cli.md");
  expect([...codes, "internal"].filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

it("docs/health.md has every code of a planning file with its weight and its sentence", () => {
  const page = read("../../docs/health.md");
  for (const [code, [severity, sentence]] of Object.entries(PLANNING_PROBLEMS)) expect(page).toContain(`| \`${code}\` | ${severity} | ${sentence} |`);
});
