import { describe, expect, it } from "vitest";
import { evidenceOfAudit } from "./evidence.js";
import type { AuditStep } from "./types.js";

const unnamed: AuditStep = { stage: "test", test: 1, command: "npm test", origin: "the full suite of VALIDATION.md", status: "completed", outcome: "failed", exit: 1, failures: 2, note: "exit 1; 7 passed, 2 failed (vitest)", started: "2026-01-01T00:00:00.000Z", finished: "2026-01-01T00:00:09.000Z" };
const suite: AuditStep = { ...unnamed, failing: ["a > b", "c"] };
const again: AuditStep = { ...suite, stage: "test again" };
const base: AuditStep = { stage: "test on base", test: 1, status: "completed", already: "no", fresh: ["c"], old: ["a > b"], note: "1 of 2 failing tests is new: c" };
const gap: AuditStep = { stage: "diagnose", gap: "G-01", test: 1, status: "completed", truth: "`npm test` passes", source: "test", severity: "major", why: "exit 1", rootCause: "src/a.ts:3 adds one too many" };
const missing: AuditStep = { stage: "diagnose", gap: "G-02", status: "completed", truth: "The file that the plan must leave behind is not there: `src/a.ts`.", source: "code", severity: "blocker", why: "src/a.ts: Make src/a.ts and commit it.", files: ["src/a.ts"] };
const of = (...steps: readonly AuditStep[]) => evidenceOfAudit({ steps });

describe("the evidence of an audit", () => {
  it("is none where there is no gap", () => {
    expect(of(suite)).toBeUndefined();
  });

  it("is the same whatever the times, numbers and causes are, in whatever order gaps were found, and whatever else passes meanwhile", () => {
    const first = of(suite, again, gap, missing);
    expect(of({ ...missing, gap: "G-01" }, { ...suite, note: "exit 1; 9 passed, 2 failed (vitest)", started: "2027-01-01T00:00:00.000Z" }, again, { ...gap, gap: "G-02", rootCause: "unknown" })).toBe(first);
    expect(of(suite, again, gap, { ...missing, why: "src/a.ts:7: Make src/a.ts and commit it." })).toBe(first);
  });

  it.each<[string, readonly AuditStep[]]>([
    ["another test fails", [{ ...suite, failing: ["a > b", "d"] }, gap, missing]],
    ["one test less fails", [{ ...suite, failing: ["a > b"] }, gap, missing]],
    ["the command does not end any more", [{ ...suite, outcome: "timed-out" }, gap, missing]],
    ["one gap is closed", [suite, gap]],
    ["another file is missing", [suite, gap, { ...missing, files: ["src/b.ts"] }]],
    ["the same is missing twice", [suite, gap, missing, { ...missing, gap: "G-03" }]],
    ["another command fails", [{ ...suite, command: "npm run e2e" }, gap, missing]],
  ])("is another one where %s", (_, steps) => {
    expect(of(...steps)).not.toBe(of(suite, gap, missing));
  });

  it("counts what failed before the phase for nothing", () => {
    expect(of({ ...suite, failing: ["c", "x"] }, again, { ...base, old: ["x"] }, gap)).toBe(of(suite, again, base, gap));
    expect(of(suite, again, { ...base, fresh: ["a > b", "c"] }, gap)).not.toBe(of(suite, again, base, gap));
  });

  it("is what was printed where failing tests have no names, and the fact alone where a command did not end in time", () => {
    const printed = (output: string) => of({ ...unnamed, output }, gap);
    expect(printed("5f3a")).not.toBe(printed("77aa"));
    expect(printed("5f3a")).toBe(printed("5f3a"));
    const late = (output: string) => of({ ...unnamed, outcome: "timed-out", output }, gap);
    expect(late("5f3a")).toBe(late("77aa"));
    // A file that an older version wrote says only what the command came to.
    expect(of({ ...unnamed, note: "exit 1 in 2.5s" }, gap)).toBe(of({ ...unnamed, note: "exit 1 in 120 ms" }, gap));
  });
});
