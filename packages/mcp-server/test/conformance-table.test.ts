import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { EXTENSIONS, RUNS } from "./conformance/expectations.js";
import { readOutcome, type SuiteCheck } from "./conformance/scenario-result.js";

const section = /^## Conformance\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(readFileSync(new URL("../../../docs/mcp.md", import.meta.url), "utf8"))?.[1] ?? "";
const rows = section.split("\n").flatMap((line) => (line.startsWith("| ") ? [line.slice(2, -2).split(" | ")] : []));

it("docs/mcp.md has every scenario that does not apply, with what the suite says of it and why it does not apply", () => {
  const exempt = [...RUNS.flatMap((run) => Object.entries(run.exempt)), ...Object.entries(EXTENSIONS)];
  const words = { failed: "failure", skipped: "skipped", warned: "warning", partly: "left out", passed: "" };
  const told = rows.flatMap(([cell = "", says = "", why = ""]) => (cell.startsWith("`") ? [{ scenario: /^`([^`]+)`/.exec(cell)?.[1], says, why }] : []));
  expect(told.map(({ scenario }) => scenario).sort()).toEqual(exempt.map(([scenario]) => scenario).sort());
  for (const [scenario, outcome] of exempt) expect(told.find((row) => row.scenario === scenario)?.says).toContain(words[outcome]);
  expect(told.filter(({ why }) => why.length < 20)).toEqual([]);
});

it("docs/mcp.md says how many scenarios pass", () => {
  const counts = RUNS.map(({ passed, exempt }) => `${String(passed.length)} of ${String(passed.length + Object.keys(exempt).length)}`);
  expect(rows.flatMap(([, pass = ""]) => (/^\d+ of \d+$/.test(pass) ? [pass] : []))).toEqual(counts);
  expect(section).toContain(`none of ${String(Object.keys(EXTENSIONS).length)}`);
});

const check = (status: string, id = "a"): SuiteCheck => ({ id, status });

it.each([
  ["passed", [check("SUCCESS"), check("INFO")]],
  ["partly", [check("SUCCESS"), check("SKIPPED")]],
  ["skipped", [check("SKIPPED"), check("SUCCESS", "wire-schema-valid")]],
  ["skipped", [check("INFO")]],
  ["skipped", []],
  ["warned", [check("SUCCESS"), check("WARNING")]],
  ["failed", [check("SUCCESS"), check("WARNING"), check("FAILURE")]],
  ["failed", [check("SUCCESS"), check("FAILURE", "wire-schema-valid")]],
] as const)("a scenario counts as %s", (outcome, checks) => {
  expect(readOutcome(checks).outcome).toBe(outcome);
});

it("a status that the suite did not have so far is not taken for anything", () => {
  expect(() => readOutcome([check("FLAKY")])).toThrow("FLAKY");
});
