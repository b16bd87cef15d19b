import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import type { MilestoneGap } from "../planning/milestone-audit.js";
import type { AuditStep } from "../audit/types.js";
import { evidenceOfMilestone } from "./milestone-evidence.js";
import { type MilestoneTest, milestoneTests } from "./milestone-tests.js";

const phase = parsePhaseNumber("1")!;
const ran = (kept: Partial<AuditStep>): MilestoneTest => {
  const [test] = milestoneTests([{ number: 1, command: "npm test", origin: "workflow.test_command", phase }], [{ stage: "test", test: 1, status: "completed", outcome: "failed", note: "exit 1; 3 passed, 1 failed (vitest)", ...kept }]);
  return test!;
};
const command = ran({ exit: 1, failures: 1, failing: ["a > b"] });
const failing = (test: MilestoneTest, id = "G-01"): MilestoneGap => ({ id, kind: "integration", phase: "1", text: `\`${test.command}\`: ${test.said}` });
const requirement: MilestoneGap = { id: "A-01", kind: "requirement", phase: "1", text: "A-01 is unsatisfied: claimed by 01-01", requirement: { verdict: "unsatisfied", claimedBy: [], completedBy: [], verification: "gaps", evidence: "claimed by 01-01" } };
const flow: MilestoneGap = { id: "G-02", kind: "flow", phase: undefined, text: "Nobody can sign in since 2026-01-01T00:00:00Z" };
const of = (tests: readonly MilestoneTest[], ...gaps: readonly MilestoneGap[]) => evidenceOfMilestone({ tests }, { gaps });

describe("the evidence of a milestone's audit", () => {
  it("is none where there is no gap", () => {
    expect(of([command])).toBeUndefined();
  });

  it("does not count order, numbers, times, what passes, and the plans of a cycle", () => {
    const first = of([command], requirement, failing(command), flow);
    const later = { ...command, said: "exit 1; 9 passed, 1 failed (vitest)" };
    const closed = { ...requirement, text: "A-01 is unsatisfied: claimed by 01-01, 02-01", requirement: { ...requirement.requirement!, evidence: "claimed by 01-01, 02-01" } };
    expect(of([{ ...command, command: "npm run lint", standing: "passed", said: "exit 0" }, later], failing(later, "G-02"), { ...flow, id: "G-01", text: "Nobody can sign in since  2026-02-02T00:00:00Z" }, closed)).toBe(first);
  });

  it.each<[string, readonly MilestoneTest[], readonly MilestoneGap[]]>([
    ["another test fails", [ran({ exit: 1, failures: 1, failing: ["c"] })], [requirement, failing(command), flow]],
    ["the command does not end any more", [{ ...ran({ outcome: "timed-out" }), said: command.said }], [requirement, failing(command), flow]],
    ["a requirement is met in part", [command], [{ ...requirement, requirement: { ...requirement.requirement!, verdict: "partial" } }, failing(command), flow]],
    ["a gap is closed", [command], [requirement, flow]],
    ["the checker says something else", [command], [requirement, failing(command), { ...flow, text: "Nobody can sign out" }]],
    ["a phase is not complete", [command], [requirement, failing(command), flow, { id: "phase-3", kind: "integration", phase: "3", text: "phase 3 is partial" }]],
  ])("is another one where %s", (_, commands, gaps) => {
    expect(of(commands, ...gaps)).not.toBe(of([command], requirement, failing(command), flow));
  });

  it("is what a command printed where its failing tests have no names", () => {
    const printed = (output: string) => { const test = ran({ exit: 1, output }); return of([test], failing(test)); };
    expect(printed("5f3a")).not.toBe(printed("77aa"));
    const late = (output: string) => { const test = ran({ outcome: "timed-out", output }); return of([test], failing(test)); };
    expect(late("5f3a")).toBe(late("77aa"));
  });
});
