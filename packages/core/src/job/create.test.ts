import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { parseVersion } from "../ids/version.js";
import { formatStepCommand } from "./command-line.js";
import type { PhaseToBuild } from "./create.js";
import { createJobSteps } from "./create.js";

const phase = (number: string, state: PhaseToBuild["state"], discussed = false): PhaseToBuild => {
  const parsed = parsePhaseNumber(number);
  if (parsed === undefined) throw new Error(`not a phase number: ${number}`);
  return { phase: parsed, state, discussed };
};
const steps = (phases: readonly PhaseToBuild[], check = true): string[] => createJobSteps(phases, { check }).map(formatStepCommand);

describe("createJobSteps", () => {
  it.each<[string, readonly PhaseToBuild[], boolean, readonly string[]]>([
    [
      "an unplanned phase: discuss, map, plan, execute, audit",
      [phase("1", "unplanned")],
      true,
      ["/dgs:discuss-phase 1 --auto", "/dgs:map-codebase", "/dgs:plan-phase 1 --non-interactive", "/dgs:execute-phase 1 --non-interactive", "/dgs:audit-phase 1", "/dgs:audit-milestone"],
    ],
    ["discuss is skipped when CONTEXT.md exists", [phase("1", "unplanned", true)], false, ["/dgs:map-codebase", "/dgs:plan-phase 1 --non-interactive", "/dgs:execute-phase 1 --non-interactive", "/dgs:audit-phase 1"]],
    ["a planned phase: execute, audit", [phase("02.1", "planned")], false, ["/dgs:execute-phase 2.1 --non-interactive", "/dgs:audit-phase 2.1"]],
    ["a complete phase: nothing", [phase("1", "complete"), phase("2", "planned")], false, ["/dgs:execute-phase 2 --non-interactive", "/dgs:audit-phase 2"]],
    ["all complete: the milestone audit alone", [phase("1", "complete")], true, ["/dgs:audit-milestone"]],
    ["all complete and no check: nothing", [phase("1", "complete")], false, []],
  ])("%s", (_, phases, check, expected) => {
    expect(steps(phases, check)).toEqual(expected);
  });

  it("never completes the milestone, and maps the code base before each plan", () => {
    const made = steps([phase("1", "unplanned"), phase("2", "unplanned"), phase("3", "planned")]);
    expect(made.join("\n")).not.toContain("complete-milestone");
    expect(made.filter((step) => step === "/dgs:map-codebase")).toHaveLength(2);
  });

  it("names the version in the milestone audit", () => {
    const version = parseVersion("v1.1");
    expect(createJobSteps([], { check: true, ...(version === undefined ? {} : { version }) }).map(formatStepCommand)).toEqual(["/dgs:audit-milestone v1.1"]);
  });
});
