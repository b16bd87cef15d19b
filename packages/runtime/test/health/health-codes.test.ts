import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PLANNING_PROBLEMS, type Problem } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { ANSWER_CODES } from "./codes-of-answers.js";
import { MACHINE_CODES } from "./codes-of-machines.js";
import { NAME_CODES } from "./codes-of-names.js";
import { NEW_PLAN_CODES } from "./codes-of-new-plans.js";
import { PLAN_CODES } from "./codes-of-plans.js";
import { RESULT_CODES } from "./codes-of-results.js";
import { ROADMAP_CODES } from "./codes-of-roadmap.js";
import { SETTING_CODES } from "./codes-of-settings.js";
import { healthOf } from "./health-of.js";

const repo = fileURLToPath(new URL("../../../../", import.meta.url));
const read = (file: string): string => readFileSync(path.join(repo, file), "utf8");

/** Where each code is told of the wrong fixture, and the remedy: `code | file:line:column | remedy`. A file as a whole has neither line nor column. */
const TOLD = new Map(read("packages/runtime/test/health/told.txt").trim().split("\n").map((line) => [line.split(" | ")[0] ?? "", line]));

const PAIRS = [...NAME_CODES, ...ROADMAP_CODES, ...SETTING_CODES, ...PLAN_CODES, ...RESULT_CODES, ...MACHINE_CODES].filter(([code]) => code !== "file-name-unusable" || process.platform !== "win32");

function lineOf(code: string, problems: readonly Problem[]): string {
  const told = problems.filter((problem) => problem.code === code).map(({ path: file, at, remedy }) => `${code} | ${at === undefined ? file : `${file}:${String(at.line)}:${String(at.column)}`} | ${remedy}`);
  return told.join("\n");
}

describe("every code of docs/health.md", () => {
  it("is silent on a product in which nothing is wrong", async () => {
    expect(await healthOf({})).toEqual([]);
  });

  it.each(PAIRS)("%s is told once, at its place and with its remedy, and nothing is told of the nearest thing that is fine", async (code, wrong, right) => {
    expect(lineOf(code, await healthOf(wrong))).toBe(TOLD.get(code));
    expect(await healthOf(right)).toEqual([]);
  });

  it.each([...ANSWER_CODES, ...NEW_PLAN_CODES])("%s is told to the agent that left it, and nothing of the nearest thing that is fine", (code, wrong, right) => {
    expect(lineOf(code, wrong)).toBe(TOLD.get(code));
    expect(right).toEqual([]);
  });

  it("has its pair, and every code that a reader tells stands on the page", () => {
    const paired = new Set([...PAIRS, ...ANSWER_CODES, ...NEW_PLAN_CODES].map(([code]) => code));
    const page = read("docs/health.md");
    const own = [...page.slice(page.indexOf("Files of jobs, executions")).split("\n\n", 1).join("").matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code = ""]) => code);
    const listed = [...[...page.slice(page.indexOf("## Every code")).matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code = ""]) => code), ...own];
    expect(listed.length).toBeGreaterThan(100);
    expect(listed.filter((code) => !paired.has(code) && !(code === "file-name-unusable" && process.platform === "win32"))).toEqual([]);
    expect([...Object.keys(PLANNING_PROBLEMS), ...machineCodes()].filter((code) => !listed.includes(code))).toEqual([]);
  });
});

/** What the readers of the machines' files report, by their sources: those codes are in no list. */
function machineCodes(): readonly string[] {
  const folders = ["checklist", "job", "phase", "audit", "quick"].map((name) => `packages/core/src/${name}`);
  const files = folders.flatMap((folder) => readdirSync(path.join(repo, folder)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")).map((name) => `${folder}/${name}`));
  const reported = files.flatMap((file) => [...read(file).matchAll(/code: "([a-z-]+)", severity:/g)].map(([, code = ""]) => code));
  const commands = [...read("packages/core/src/job/command-line.ts").matchAll(/readonly code: ("[^;]+);/g)].flatMap(([, codes = ""]) => [...codes.matchAll(/"([a-z-]+)"/g)].map(([, code = ""]) => code));
  return [...new Set([...reported, ...commands])];
}
