import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { parsePlanId } from "../ids/plan-id.js";
import { judgeMilestone } from "./judge-milestone.js";
import { TEST_VERDICTS, type TestStanding } from "../audit/verdict.js";
import type { AuditedPhase, MilestoneFacts } from "./milestone-facts.js";
import type { MilestoneTest } from "./milestone-tests.js";
import type { RequirementCoverage } from "./requirement-coverage.js";
import { judgeRequirement, type RequirementSigns, whoMends } from "./requirement-verdict.js";

const number = (text: string) => parsePhaseNumber(text)!;
const phase = (label: string, rest: Partial<AuditedPhase> = {}): AuditedPhase => ({ number: number(label), name: `P${label}`, status: "complete", verification: "passed", plans: { done: 1, total: 1 }, openGaps: [], closes: [], debts: [], ...rest });

function covered(id: string, signs: Partial<RequirementSigns> = {}): RequirementCoverage {
  const all: RequirementSigns = { trace: "open", summary: "completed", verification: "passed", ...signs };
  return { id, text: "it works", signs: all, verdict: judgeRequirement(all), next: whoMends(all), phases: [number("1")], claimedBy: [parsePlanId("01-01")!], completedBy: [], evidence: ["a", "b"] };
}

const tested = (standing: TestStanding, rest: Partial<MilestoneTest> = {}): MilestoneTest => ({ number: 1, command: "npm test", origin: "workflow.test_command", phase: number("2"), standing, said: "exit 0", runs: 1, ...rest });

const good: MilestoneFacts = { phases: [phase("1"), phase("2")], tests: [tested("passed")], stubs: [], uncommitted: [], coverage: { requirements: [covered("A-01")], unknown: [] }, verifier: true, found: [] };

describe("judgeMilestone", () => {
  it("passes what is good in everything", () => {
    expect(judgeMilestone(good)).toEqual({ status: "passed", gaps: [], humanNeeded: [], techDebt: [], scores: { requirements: "1/1", phases: "2/2", integration: "1/1", flows: "0/0" } });
  });

  it.each<[string, Partial<MilestoneFacts>, string, string[], number]>([
    ["a phase that is not carried out", { phases: [phase("1", { status: "partial" })] }, "gaps_found", ["phase-1"], 0],
    ["a phase with gaps", { phases: [phase("1", { status: "executed", verification: "gaps_found" })] }, "gaps_found", ["phase-1"], 0],
    ["a phase that waits for a person", { phases: [phase("1", { status: "executed", verification: "human_needed" })] }, "human_needed", [], 1],
    ["no test command", { tests: [] }, "human_needed", [], 1],
    ["a stub that code found", { stubs: [{ phase: number("1"), text: "a.js:3: In `a.js` the body of `f` is empty.", isGap: true }] }, "gaps_found", ["G-01"], 0],
    ["a TODO that code found", { stubs: [{ phase: undefined, text: "a.js:3: TODO", isGap: false }] }, "tech_debt", [], 0],
    ["files in no commit", { uncommitted: ["app/a.js"] }, "human_needed", [], 1],
    ["an unsatisfied requirement", { coverage: { requirements: [covered("A-01", { verification: "gaps" })], unknown: [] } }, "gaps_found", ["A-01"], 0],
    ["a requirement that only a person can judge", { coverage: { requirements: [covered("A-01", { trace: "blocked" })], unknown: [] } }, "human_needed", [], 1],
    ["a requirement nobody has defined", { coverage: { requirements: [covered("A-01")], unknown: [{ id: "Z-09", namedBy: ["phase 1"] }] } }, "human_needed", [], 1],
    ["requirements that cannot be read", { requirementsUnread: "REQUIREMENTS.md cannot be read", coverage: { requirements: [covered("A-01", { trace: "unknown" })], unknown: [] } }, "human_needed", [], 1],
    ["stubs", { phases: [phase("1", { debts: ["a stub"] })] }, "tech_debt", [], 0],
    ["an open gap of a UAT file", { phases: [phase("1", { openGaps: [{ id: "G-01", text: "empty" }] })] }, "gaps_found", ["uat-1-G-01"], 0],
    ["what the checker found", { found: [{ kind: "flow", phase: undefined, text: "breaks" }, { kind: "integration", phase: "2", text: "nobody calls it" }] }, "gaps_found", ["G-01", "G-02"], 0],
    ["a requirement that the checker contradicts", { found: [{ kind: "requirement", phase: undefined, text: "A-01 is not met" }] }, "gaps_found", ["A-01"], 0],
  ])("with %s", (_, change, status, gaps, human) => {
    const judged = judgeMilestone({ ...good, ...change });
    expect([judged.status, judged.gaps.map(({ id }) => id), judged.humanNeeded.length]).toEqual([status, gaps, human]);
  });

  it.each(Object.entries(TEST_VERDICTS) as [TestStanding, string][])("takes a test that is %s for %s, as the audit of a phase does", (standing, verdict) => {
    const judged = judgeMilestone({ ...good, tests: [tested("passed"), tested(standing, { number: 2, command: "make check" })] });
    expect(judged.status).toBe(verdict);
    const told = [...judged.gaps.map(({ text }) => text), ...judged.humanNeeded];
    expect(told).toEqual(standing === "passed" ? [] : [expect.stringContaining("`make check`")]);
    expect(judged.scores["integration"]).toBe(standing === "passed" ? "2/2" : "1/2");
  });

  it("puts what is put off to its phase", () => {
    expect(judgeMilestone({ ...good, phases: [phase("1", { debts: ["a stub"] })], stubs: [{ phase: number("01"), text: "a.js:3: TODO", isGap: false }, { phase: undefined, text: "b.js:1: TODO", isGap: false }] }).techDebt).toEqual([{ phase: "1", items: ["a stub", "a.js:3: TODO"] }, { phase: "", items: ["b.js:1: TODO"] }]);
  });

  it("does not count a requirement as satisfied that the checker contradicts", () => {
    expect(judgeMilestone({ ...good, found: [{ kind: "requirement", phase: undefined, text: "A-01 is not met" }] })).toMatchObject({ scores: { requirements: "0/1" }, gaps: [{ id: "A-01", phase: "1", requirement: { verdict: "unsatisfied" } }] });
  });

  it("leaves to a person what a fix phase that has passed was made to close, and to nobody before", () => {
    const first = phase("1", { status: "executed", verification: "missing", openGaps: [{ id: "G-03", text: "empty" }] });
    const fix = phase("2", { closes: ["phase-1", "uat-1-G-03"] });
    expect(judgeMilestone({ ...good, phases: [first, fix] })).toMatchObject({ status: "human_needed", gaps: [], humanNeeded: [expect.stringContaining("phase 2 was made to close that"), expect.stringContaining("status: resolved")] as unknown });
    expect(judgeMilestone({ ...good, phases: [first, { ...fix, status: "executed", verification: "human_needed" }] }).gaps.map(({ id }) => id)).toEqual(["phase-1", "uat-1-G-03"]);
  });

  it("tells of a requirement that waits for its phase once, with the phase; and of all that nobody verifies in one item", () => {
    const waiting = { ...good, phases: [phase("1", { status: "executed", verification: "human_needed" })], coverage: { requirements: [covered("A-01", { verification: "human" })], unknown: [] } };
    expect(judgeMilestone(waiting).humanNeeded).toHaveLength(1);
    const unverified = { ...good, verifier: false, coverage: { requirements: [covered("A-01", { verification: "human" }), covered("A-02", { verification: "human" })], unknown: [] } };
    expect(judgeMilestone(unverified).humanNeeded).toEqual([expect.stringContaining("A-01, A-02")]);
  });

  it("passes nothing that holds a failure or an unknown, in any combination", () => {
    const status = fc.constantFrom("unplanned" as const, "planned" as const, "partial" as const, "executed" as const, "complete" as const);
    const verification = fc.constantFrom("passed" as const, "gaps_found" as const, "human_needed" as const, "unknown" as const, "missing" as const);
    const signs = fc.record({ trace: fc.constantFrom("complete" as const, "open" as const, "blocked" as const, "missing" as const, "unknown" as const), summary: fc.constantFrom("completed" as const, "unlisted" as const, "open" as const, "none" as const, "unknown" as const), verification: fc.constantFrom("passed" as const, "gaps" as const, "human" as const, "missing" as const, "unknown" as const) });
    const facts = fc.record({
      phases: fc.array(fc.record({ status, verification, closes: fc.subarray(["phase-1", "phase-2"]), debts: fc.subarray(["a stub"]) }), { minLength: 1, maxLength: 3 }).map((all) => all.map((each, at) => phase(String(at + 1), each))),
      tests: fc.array(fc.constantFrom(...(Object.keys(TEST_VERDICTS) as TestStanding[])).map((standing) => tested(standing)), { maxLength: 2 }),
      stubs: fc.subarray([{ phase: undefined, text: "empty", isGap: true }, { phase: number("1"), text: "TODO", isGap: false }]),
      uncommitted: fc.subarray(["app/a.js"]),
      coverage: fc.record({ requirements: fc.array(signs, { maxLength: 2 }).map((all) => all.map((each, at) => covered(`A-0${String(at)}`, each))), unknown: fc.constantFrom([], [{ id: "Z-01", namedBy: ["x"] }]) }),
      verifier: fc.boolean(),
      found: fc.subarray([{ kind: "flow" as const, phase: undefined, text: "breaks" }]),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const judged = judgeMilestone(given);
        if (judged.status !== "passed" && judged.status !== "tech_debt") return;
        expect(given.phases.every((each) => each.status === "complete")).toBe(true);
        expect(given.tests.length > 0 && given.tests.every(({ standing }) => standing === "passed")).toBe(true);
        expect([given.uncommitted, given.stubs.filter(({ isGap }) => isGap)]).toEqual([[], []]);
        expect(given.coverage.requirements.every(({ verdict }) => verdict === "satisfied")).toBe(true);
        expect([given.coverage.unknown, given.found]).toEqual([[], []]);
      }),
      { numRuns: 2000 },
    );
  });
});
