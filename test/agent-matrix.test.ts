import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { formatMatrix, matrixIn, notedIn } from "../scripts/agents/matrix.mjs";
import { PROGRAMS } from "../scripts/agents/pins.mjs";

const programs = [{ name: "one", version: "1.0.0" }, { name: "two", version: "2.0.0" }];
const noted = [
  { program: "one", scenario: "works, and tells", outcome: "completed" },
  { program: "two", scenario: "works, and tells", outcome: "refused" },
  { program: "one", scenario: "fails", outcome: "crashed" },
];
const matrix = formatMatrix(programs, noted);

it("what a table says of the programs that were not driven is as it was noted", () => {
  expect(notedIn(matrix, programs)).toEqual([noted[0], noted[2], noted[1]]);
  expect(formatMatrix(programs, [...noted.filter(({ program }) => program === "one"), ...notedIn(matrix, programs.slice(1))])).toBe(matrix);
});

it("a column of another version says nothing, nor does a document without a table", () => {
  expect(notedIn(matrix, [{ name: "two", version: "2.0.1" }])).toEqual([]);
  expect(notedIn("", programs)).toEqual([]);
});

it("the table in the documents has a column for each program at its version, and every cell of it was tried", () => {
  const document = matrixIn(readFileSync(new URL("../docs/agents.md", import.meta.url), "utf8")) ?? "";
  const said = notedIn(document, PROGRAMS);
  const rows = document.split("\n").length - 2;
  expect(rows).toBeGreaterThan(15);
  expect(said).toHaveLength(rows * PROGRAMS.length);
});

it("the table of clients has a column for each program at its version, and nothing in it is empty but what a client does not have", () => {
  const document = matrixIn(readFileSync(new URL("../docs/mcp.md", import.meta.url), "utf8")) ?? "";
  const said = notedIn(document, PROGRAMS);
  const scenarios = document.split("\n").slice(2).map((row: string) => row.split("|")[1]?.trim() ?? "");
  expect(scenarios.length).toBeGreaterThan(8);
  // Three show no prompts as commands, and nothing tells one of them how long to wait for a call.
  const missing = ["codex: a slash command", "copilot: a slash command", "opencode: a call that takes too long", "opencode: a slash command"];
  const tried = new Set(said.map(({ program, scenario }: { program: string; scenario: string }) => `${program}: ${scenario}`));
  const all = PROGRAMS.flatMap(({ name }: { name: string }) => scenarios.map((scenario: string) => `${name}: ${scenario}`));
  expect(all.filter((each: string) => !tried.has(each)).sort()).toEqual(missing);
});
