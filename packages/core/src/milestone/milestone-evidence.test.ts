import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import type { MilestoneGap } from "../planning/milestone-audit.js";
import type { AuditedCommand } from "./milestone-facts.js";
import { evidenceOfMilestone } from "./milestone-evidence.js";

const phase = parsePhaseNumber("1")!;
const command: AuditedCommand = { command: "npm test", phase, passed: false, said: "exit 1; 3 passed, 1 failed (vitest)", kept: { outcome: "failed", exit: 1, failures: 1, failing: ["a > b"] } };
const failing = (ran: AuditedCommand, id = "G-01"): MilestoneGap => ({ id, kind: "integration", phase: "1", text: `\`${ran.command}\`: ${ran.said}` });
const requirement: MilestoneGap = { id: "A-01", kind: "requirement", phase: "1", text: "A-01 is unsatisfied: claimed by 01-01", requirement: { verdict: "unsatisfied", claimedBy: [], completedBy: [], verification: "gaps", evidence: "claimed by 01-01" } };
const flow: MilestoneGap = { id: "G-02", kind: "flow", phase: undefined, text: "Nobody can sign in since 2026-01-01T00:00:00Z" };
const of = (commands: readonly AuditedCommand[], ...gaps: readonly MilestoneGap[]) => evidenceOfMilestone({ commands }, { gaps });

describe("the evidence of a milestone's audit", () => {
  it("is none where there is no gap", () => {
    expect(of([command])).toBeUndefined();
  });

  it("does not count order, numbers, times, what passes, and the plans of a cycle", () => {
    const first = of([command], requirement, failing(command), flow);
    const later = { ...command, said: "exit 1; 9 passed, 1 failed (vitest)" };
    const closed = { ...requirement, text: "A-01 is unsatisfied: claimed by 01-01, 02-01", requirement: { ...requirement.requirement!, evidence: "claimed by 01-01, 02-01" } };
    expect(of([{ ...command, command: "npm run lint", passed: true, said: "exit 0" }, later], failing(later, "G-02"), { ...flow, id: "G-01", text: "Nobody can sign in since  2026-02-02T00:00:00Z" }, closed)).toBe(first);
  });

  it.each<[string, readonly AuditedCommand[], readonly MilestoneGap[]]>([
    ["another test fails", [{ ...command, kept: { ...command.kept!, failing: ["c"] } }], [requirement, failing(command), flow]],
    ["the command does not end any more", [{ ...command, kept: { outcome: "timed-out" } }], [requirement, failing(command), flow]],
    ["a requirement is met in part", [command], [{ ...requirement, requirement: { ...requirement.requirement!, verdict: "partial" } }, failing(command), flow]],
    ["a gap is closed", [command], [requirement, flow]],
    ["the checker says something else", [command], [requirement, failing(command), { ...flow, text: "Nobody can sign out" }]],
    ["a phase is not complete", [command], [requirement, failing(command), flow, { id: "phase-3", kind: "integration", phase: "3", text: "phase 3 is partial" }]],
  ])("is another one where %s", (_, commands, gaps) => {
    expect(of(commands, ...gaps)).not.toBe(of([command], requirement, failing(command), flow));
  });

  it("is what a command printed where its failing tests have no names", () => {
    const printed = (output: string) => { const ran = { ...command, kept: { outcome: "failed", exit: 1, output } }; return of([ran], failing(ran)); };
    expect(printed("5f3a")).not.toBe(printed("77aa"));
    const late = (output: string) => { const ran = { ...command, kept: { outcome: "timed-out", output } }; return of([ran], failing(ran)); };
    expect(late("5f3a")).toBe(late("77aa"));
  });
});
