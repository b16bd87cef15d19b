import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { parsePlanId } from "../ids/plan-id.js";
import { parseVersion } from "../ids/version.js";
import { readRequirements } from "../planning/requirements.js";
import { readVerification } from "../planning/verification.js";
import { type CoveragePhase, type CoveragePlan, coverRequirements } from "./requirement-coverage.js";
import { verifiedRequirements } from "./verified-requirements.js";

const version = parseVersion("v1.0");
const requirements = (text: string) => readRequirements(text, "REQUIREMENTS.md").requirements;
const TABLE = "| Requirement | Phase | Status |\n|---|---|---|\n";

function plan(id: string, rest: Partial<CoveragePlan> = {}): CoveragePlan {
  return { id: parsePlanId(id)!, path: `${id}-PLAN.md`, claims: [], done: true, summary: { path: `${id}-SUMMARY.md`, completed: [] }, ...rest };
}

function phase(number: string, rest: Partial<Omit<CoveragePhase, "verification">> & { verification?: Partial<CoveragePhase["verification"]> } = {}): CoveragePhase {
  const { verification, ...others } = rest;
  return {
    ...{ number: parsePhaseNumber(number)!, requirements: [], closesGaps: false, plans: [], ...others },
    verification: { path: `0${number}-VERIFICATION.md`, status: "passed", approved: false, named: new Map(), ...verification },
  };
}

const lists = (id: string, completed: readonly string[]): CoveragePlan => plan(id, { claims: completed, summary: { path: `${id}-SUMMARY.md`, completed } });
const cover = (text: string | undefined, phases: readonly CoveragePhase[], verifier = true) => coverRequirements({ version, requirements: text === undefined ? undefined : requirements(text), phases, verifier });
const ONE = `## v1 Requirements\n\n- [ ] **A-01**: works\n\n${TABLE}| A-01 | Phase 1 | Pending |\n`;

describe("coverRequirements", () => {
  it("satisfies by all three, and says by which files", () => {
    const [covered] = cover(ONE, [phase("1", { plans: [lists("01-01", ["a-01"])] })]).requirements;
    expect(covered).toMatchObject({ id: "A-01", verdict: "satisfied", next: "nobody", phases: ["01"], claimedBy: ["01-01"], completedBy: ["01-01"] });
    expect(covered?.evidence).toEqual(["REQUIREMENTS.md: Phase 1, Pending", "01-01-SUMMARY.md lists it", "01-VERIFICATION.md: passed"]);
  });

  it.each<[string, string, CoveragePhase[], string]>([
    ["no phase and no plan has it", "- [ ] **A-01**: works\n", [phase("2")], "orphaned"],
    ["nothing but a row that says Complete", ONE.replace("Pending", "Complete"), [phase("1", { verification: { status: "missing" } })], "unsatisfied"],
    ["a row that says Blocked", ONE.replace("Pending", "Blocked"), [phase("1", { plans: [lists("01-01", ["A-01"])] })], "partial"],
    ["a second plan that claims it and is not done", ONE, [phase("1", { plans: [lists("01-01", ["A-01"]), plan("01-02", { claims: ["A-01"], done: false })] })], "partial"],
    ["a summary of a plan that is not done", ONE, [phase("1", { plans: [{ ...lists("01-01", ["A-01"]), claims: [], done: false }] })], "partial"],
    ["a summary that cannot be read", ONE, [phase("1", { plans: [plan("01-01", { claims: [], summary: { path: "s", completed: undefined } })] })], "partial"],
    ["a plan that cannot be read", ONE, [phase("1", { plans: [plan("01-01", { claims: undefined })] })], "partial"],
    ["a verification that cannot be read", ONE, [phase("1", { plans: [lists("01-01", ["A-01"])], verification: { status: "unknown" } })], "partial"],
    ["a gap that names it in a verification that passed", ONE, [phase("1", { plans: [lists("01-01", ["A-01"])], verification: { named: new Map([["A-01", "gaps"]]) } })], "unsatisfied"],
    ["gaps of its phase that name nothing", ONE, [phase("1", { plans: [lists("01-01", ["A-01"])], verification: { status: "gaps_found" } })], "unsatisfied"],
    ["gaps of its phase beside a row that passed", ONE, [phase("1", { plans: [lists("01-01", ["A-01"])], verification: { status: "gaps_found", named: new Map([["A-01", "passed"]]) } })], "satisfied"],
    ["a second phase that is not verified", ONE.replace("Phase 1", "Phase 1, Phase 2"), [phase("1", { plans: [lists("01-01", ["A-01"])] }), phase("2", { verification: { status: "missing" } })], "partial"],
    ["a person that is still to look", ONE, [phase("1", { plans: [lists("01-01", ["A-01"])], verification: { status: "human_needed" } })], "partial"],
    ["a person that has approved", ONE, [phase("1", { plans: [lists("01-01", ["A-01"])], verification: { status: "human_needed", approved: true } })], "satisfied"],
    ["a fix phase behind a phase with gaps", ONE.replace("Phase 1", "Phase 1, Phase 2"), [phase("1", { plans: [lists("01-01", ["A-01"])], verification: { status: "gaps_found" } }), phase("2", { requirements: ["A-01"], closesGaps: true, plans: [lists("02-01", ["A-01"])] })], "satisfied"],
    ["a fix phase that was not carried out", ONE, [phase("1", { plans: [lists("01-01", ["A-01"])] }), phase("2", { requirements: ["A-01"], closesGaps: true, verification: { status: "missing" } })], "partial"],
  ])("with %s", (_, text, phases, verdict) => {
    expect(cover(text, phases).requirements.map((each) => each.verdict)).toEqual([verdict]);
  });

  it("takes a requirement without a row from the roadmap", () => {
    const [covered] = cover("- [ ] **A-01**: works\n", [phase("1", { requirements: ["A-01"], plans: [lists("01-01", ["A-01"])] })]).requirements;
    expect(covered).toMatchObject({ verdict: "satisfied", signs: { trace: "open" } });
  });

  it("leaves out what is another milestone's or a later one's, and nothing else", () => {
    const text = `## v1 Requirements\n\n- [ ] **A-01**: a\n- [ ] **A-02**: b\n- [ ] **A-03**: forgotten\n\n## v2 Requirements\n\n- **B-01**: later\n- [ ] **B-02**: later, with a box\n\n## Out of Scope\n\n- [ ] **C-01**: no\n\n${TABLE}| A-01 | Phase 1 | Pending |\n| A-02 | Phase 9 | Pending |\n`;
    expect(cover(text, [phase("1")]).requirements.map(({ id }) => id)).toEqual(["A-01", "A-03"]);
  });

  it("tells of ids that phases, plans and summaries name and REQUIREMENTS.md does not have", () => {
    expect(cover(ONE, [phase("1", { requirements: ["A-01", "Z-01"], plans: [lists("01-01", ["z-01", "Z-02"])] })]).unknown).toEqual([
      { id: "Z-01", namedBy: ["phase 1", "01-01-PLAN.md", "01-01-SUMMARY.md"] },
      { id: "Z-02", namedBy: ["01-01-PLAN.md", "01-01-SUMMARY.md"] },
    ]);
  });

  it("reads ids however they are written, and takes other words for none", () => {
    const covered = cover(ONE, [phase("1", { requirements: ["TBD"], plans: [plan("01-01", { claims: ["[a-01..02] (half)"], summary: { path: "s", completed: ["none", "A-01."] } })] })]);
    expect(covered.requirements).toMatchObject([{ id: "A-01", verdict: "satisfied" }]);
    expect(covered.unknown.map(({ id }) => id)).toEqual(["A-02"]);
  });

  it("satisfies nothing when REQUIREMENTS.md cannot be read, whatever the others say", () => {
    const { requirements: covered } = cover(undefined, [phase("1", { requirements: ["A-01"], plans: [lists("01-01", ["A-01"])] })]);
    expect(covered.map(({ id, verdict, next }) => [id, verdict, next])).toEqual([["A-01", "partial", "person"]]);
  });

  it("asks a person where phases are not verified at all", () => {
    expect(cover(ONE, [phase("1", { plans: [lists("01-01", ["A-01"])], verification: { status: "missing", path: undefined } })], false).requirements).toMatchObject([{ verdict: "partial", next: "person" }]);
  });

  it("never satisfies without a summary that lists it and a verification that passed, whatever else is there", () => {
    const ids = fc.subarray(["A-01", "A-02"]);
    const plans = fc.array(fc.record({ claims: fc.option(ids, { nil: undefined }), done: fc.boolean(), completed: fc.option(ids, { nil: undefined }) }), { maxLength: 3 });
    const phases = fc.array(fc.record({ requirements: ids, closesGaps: fc.boolean(), plans, status: fc.constantFrom("passed" as const, "gaps_found" as const, "human_needed" as const, "unknown" as const, "missing" as const), approved: fc.boolean() }), { maxLength: 3 });
    fc.assert(
      fc.property(phases, fc.constantFrom("Pending", "Complete", "Blocked"), (given, status) => {
        const made = given.map((each, at) => phase(String(at + 1), { ...each, plans: each.plans.map((one, index) => plan(`0${String(at + 1)}-0${String(index + 1)}`, { claims: one.claims, done: one.done, summary: { path: "s", completed: one.completed } })), verification: { status: each.status, approved: each.approved } }));
        for (const { id, verdict, completedBy } of cover(`- [x] **A-01**: a\n- [x] **A-02**: b\n\n${TABLE}| A-01 | Phase 1 | ${status} |\n`, made).requirements) {
          if (verdict !== "satisfied") continue;
          expect(status === "Blocked" && id === "A-01").toBe(false);
          expect(completedBy.length).toBeGreaterThan(0);
          expect(given.some((each) => each.status === "passed" || each.approved)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("verifiedRequirements", () => {
  const read = (text: string) => [...verifiedRequirements(text, readVerification(text, "01-VERIFICATION.md"))];

  it("reads the table of coverage and gaps that name a requirement; the worse of two counts", () => {
    const text = '---\nstatus: gaps_found\ngaps:\n  - truth: "A-05 is refused"\n    status: failed\n---\n\n| Requirement | Source | Status |\n|---|---|---|\n| A-01 | x | ✓ SATISFIED |\n| **A-02** | x | ✗ BLOCKED |\n| A-03 | x | NOT SATISFIED |\n| A-04 | x | ? NEEDS HUMAN |\n| A-05 | x | SATISFIED |\n| A-06 | x | so so |\n| a-07..08 | x | Complete |\n';
    expect(read(text)).toEqual([["A-01", "passed"], ["A-02", "gaps"], ["A-03", "gaps"], ["A-04", "human"], ["A-05", "gaps"], ["A-06", "human"], ["A-07", "passed"], ["A-08", "passed"]]);
  });

  it("answers for any text", () => {
    const piece = fc.constantFrom("| Requirement | Status |\n", "|---|---|\n", "| A-01 | x |\n", "---\n", "gaps:\n  - truth: A-02\n", "\r\n");
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => read(pieces.join("")).length >= 0));
  });
});
