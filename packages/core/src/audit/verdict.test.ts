import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type FirstVerdict, GATE_VERDICTS, type GateStanding, STRUCTURE_VERDICTS, type StructureStanding, TEST_VERDICTS, type TestStanding, VERDICT_EXITS, verdictOf } from "./verdict.js";

const TESTS = Object.keys(TEST_VERDICTS) as TestStanding[];
const STRUCTURES = Object.keys(STRUCTURE_VERDICTS) as StructureStanding[];
const GATES = Object.keys(GATE_VERDICTS) as GateStanding[];

/** Every set of standings that test commands can have together: 1,024 of them, the empty one, too. */
const SETS: readonly (readonly TestStanding[])[] = Array.from({ length: 2 ** TESTS.length }, (_, bits) => TESTS.filter((__, index) => (bits & (1 << index)) !== 0));

describe("the verdict of an audit", () => {
  it("is one of three for every combination of what was seen, and passes for nothing that failed or is unknown", () => {
    const counts: Record<FirstVerdict, number> = { passed: 0, human_needed: 0, gaps_found: 0 };
    for (const tests of SETS) {
      for (const structure of STRUCTURES) {
        for (const gate of GATES) {
          const verdict = verdictOf({ tests, structure, gate });
          counts[verdict]++;
          const isFailure = tests.some((each) => ["failed", "timed-out", "says-failed", "no-test-ran"].includes(each)) || structure === "gaps";
          const isClean = tests.length === 1 && tests[0] === "passed" && structure === "clean" && (gate === "untouched" || gate === "listed");
          expect(verdict, JSON.stringify({ tests, structure, gate })).toBe(isFailure ? "gaps_found" : isClean ? "passed" : "human_needed");
        }
      }
    }
    console.log(`${String(SETS.length * STRUCTURES.length * GATES.length)} combinations: ${JSON.stringify(counts)}`);
    // Of all 16,384 there are two that pass: everything green, and the gate at most added to.
    expect(counts.passed).toBe(2);
  });

  it("does not get better by one more thing that was seen", () => {
    const worth: Record<FirstVerdict, number> = { passed: 2, human_needed: 1, gaps_found: 0 };
    for (const tests of SETS.filter((each) => each.length > 0)) {
      for (const more of TESTS) expect(worth[verdictOf({ tests: [...tests, more], structure: "clean", gate: "untouched" })]).toBeLessThanOrEqual(worth[verdictOf({ tests, structure: "clean", gate: "untouched" })]);
    }
  });

  it("has an exit code of its own kind: 0 for nothing but passed", () => {
    expect(VERDICT_EXITS).toEqual({ passed: 0, human_needed: 4, gaps_found: 3, diagnosed: 3 });
  });

  it("stands in docs/audit.md as it is", () => {
    const text = readFileSync(new URL("../../../../docs/audit.md", import.meta.url), "utf8");
    const rows = [...Object.entries(TEST_VERDICTS), ...Object.entries(STRUCTURE_VERDICTS), ...Object.entries(GATE_VERDICTS)];
    for (const [standing, verdict] of rows) expect(text, standing).toMatch(new RegExp(`^\\| \`${standing}\` \\|.*\\| \`${verdict}\` \\|$`, "m"));
  });
});
