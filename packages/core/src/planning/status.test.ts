import { describe, expect, it } from "vitest";
import type { PlanningPath } from "../ids/planning-path.js";
import { headStatus, parseVerificationStatus, readHeadFacts } from "./head-facts.js";
import { scanPhases, type PhaseFolder } from "./scan-phases.js";
import { effectiveStatus, plansToDo, readDiskFacts, textsWanted, type Heads, type PhaseStatus, type PhaseVerification } from "./status.js";

const at = (name: string): PlanningPath => `phases/05-x/${name}` as PlanningPath;

function folderOf(...names: readonly string[]): PhaseFolder {
  const [folder] = scanPhases(new Map([["phases", ["05-x/"]], ["phases/05-x", names]])).folders;
  if (folder === undefined) throw new Error("no folder");
  return folder;
}

const headsOf = (heads: Readonly<Record<string, string | undefined>>): Heads => new Map(Object.entries(heads).map(([name, head]) => [at(name), readHeadFacts(head)]));

describe("headStatus", () => {
  it.each([
    ["---\nstatus: passed\n---\n", "passed"], ["\uFEFF---\r\nstatus:  PASSED  \r\n---\r\n", "passed"], ['---\nstatus: "gaps_found" # why\n---', "gaps_found"], ["---\n'status': halted\n---\n", "halted"],
    ["---\nstatus: a\nstatus: superseded\n---\n", "superseded"], ["---\nx: 1\n---\nstatus: passed\n", undefined], ["status: passed\n", undefined], ["---\nstatus: passed\n", undefined],
    ["---\nnote: |\n  status: passed\n---\n", undefined], ["---\nstatus:\n---\n", ""], ["---\nverification_status: passed\n---\n", undefined],
  ])("of %j is %j", (head, status) => { expect(headStatus(head)).toBe(status); });
});

describe("readHeadFacts", () => {
  it.each([
    [undefined, "unreadable"], ["", "empty"], ["\uFEFF \r\n", "empty"], ["---\nphase: 05\n---\n", "valid"], ["# Summary\nDone.", "valid"],
    ["---\nstatus: halted\n---\n", "halted"], ["---\nstatus: Failed\n---\n", "halted"], ["---\nstatus: complete\n---\n", "valid"], ["---\nstatus: completed\n---\n", "valid"],
    ["# Summary\n\n[To be filled]\n", "template"], ["# Summary\n\n*To be filled by the agent*\n", "template"], ["# Summary\n\nThe form has to be filled in by hand.\n", "valid"],
  ])("%j is %s", (head, verdict) => { expect(readHeadFacts(head).verdict).toBe(verdict); });
});

it("knows the four words of a verification and takes no others for them", () => {
  expect(["passed", " PASSED ", "human_needed", "gaps_found", "failed", "verified", "complete", "", undefined].map(parseVerificationStatus)).toEqual(["passed", "passed", "human_needed", "gaps_found", "gaps_found", "unknown", "unknown", "unknown", "unknown"]);
});

describe("readDiskFacts", () => {
  it.each([
    [[], {}, "empty"], [["05-CONTEXT.md"], {}, "discussed"], [["05-CONTEXT.md", "05-RESEARCH.md"], {}, "researched"], [["05-01-PLAN.md"], {}, "planned"],
    [["05-01-PLAN.md", "05-02-PLAN.md", "05-01-SUMMARY.md"], { "05-01-SUMMARY.md": "x" }, "partial"],
    [["05-01-PLAN.md", "05-01-SUMMARY.md"], { "05-01-SUMMARY.md": "x" }, "executed"],
    // As many summaries as plans, but not of these plans.
    [["05-01-PLAN.md", "05-02-PLAN.md", "05-01-SUMMARY.md", "05-09-SUMMARY.md"], { "05-01-SUMMARY.md": "x", "05-09-SUMMARY.md": "x" }, "partial"],
    [["05-01-PLAN.md", "05-01-SUMMARY.md"], { "05-01-SUMMARY.md": "" }, "planned"],
    [["05-01-PLAN.md", "05-01-SUMMARY.md"], { "05-01-SUMMARY.md": "---\nstatus: halted\n---" }, "planned"],
    [["05-01-PLAN.md", "05-01-SUMMARY.md"], { "05-01-SUMMARY.md": undefined }, "planned"],
    [["05-01-PLAN.md", "05-01-SUMMARY.md"], {}, "planned"],
    [["05-01-PLAN.md", "05-02-PLAN.md", "05-01-SUMMARY.md"], { "05-01-SUMMARY.md": "x", "05-02-PLAN.md": "---\nstatus: superseded\n---" }, "executed"],
    [["05-01-PLAN.md"], { "05-01-PLAN.md": "---\nstatus: superseded\n---" }, "empty"],
  ] as const)("%j with %j is %s", (names, heads, disk) => { expect(readDiskFacts(folderOf(...names), headsOf(heads)).disk).toBe(disk); });

  it("tells a phase without a folder", () => {
    expect(readDiskFacts(undefined, new Map())).toEqual({ disk: "no-directory", verification: "missing", plans: [] });
  });

  it.each([
    [{}, "missing", []], [{ "05-VERIFICATION.md": "---\nstatus: passed\n---" }, "passed", ["05-VERIFICATION.md"]], [{ "05-VERIFICATION.md": "status: passed" }, "unknown", ["05-VERIFICATION.md"]],
    [{ "05-VERIFICATION.md": "---\nstatus: pending\n---" }, "missing", ["05-VERIFICATION.md"]], [{ "05-VERIFICATION.md": undefined }, "unknown", ["05-VERIFICATION.md"]],
    [{ "05-02-VERIFICATION.md": "---\nstatus: passed\n---" }, "missing", ["05-02-VERIFICATION.md"]],
  ] as const)("reads the verification of %j as %s", (heads, verification, names) => { expect(readDiskFacts(folderOf(...names), headsOf(heads)).verification).toBe(verification); });

  it("names the plans that are left, without those given up", () => {
    const facts = readDiskFacts(folderOf("05-01-PLAN.md", "05-02-PLAN.md", "05-03-PLAN.md", "05-01-SUMMARY.md"), headsOf({ "05-01-SUMMARY.md": "x", "05-02-PLAN.md": "---\nstatus: superseded\n---" }));
    expect(plansToDo(facts.plans)).toEqual(["05-03"]);
  });
});

it("asks for summaries and verification, and for a plan only where its summary does not complete it", () => {
  const folder = folderOf("05-01-PLAN.md", "05-01-SUMMARY.md", "05-02-PLAN.md", "05-03-PLAN.md", "05-03-SUMMARY.md", "05-VERIFICATION.md", "05-CONTEXT.md");
  const first = textsWanted([folder], new Map());
  expect(first).toEqual(["05-01-SUMMARY.md", "05-02-PLAN.md", "05-03-SUMMARY.md", "05-VERIFICATION.md"].map(at));
  const heads = new Map(first.map((path) => [path, readHeadFacts(path.includes("05-03") ? "" : "x")]));
  expect(textsWanted([folder], heads)).toEqual([at("05-03-PLAN.md")]);
  expect(textsWanted([folder], heads.set(at("05-03-PLAN.md"), readHeadFacts(undefined)))).toEqual([]);
  expect(textsWanted([folderOf("05-VERIFICATION.md")], new Map())).toEqual([]);
  expect(textsWanted([{ ...folder, milestone: "v1.0" as never }], new Map())).toEqual([]);
});

describe("effectiveStatus", () => {
  const verifications: readonly PhaseVerification[] = ["passed", "missing", "human_needed", "gaps_found", "unknown"];
  const of = (total: number, done: number, verification: PhaseVerification, ticked: boolean, verifier: boolean): PhaseStatus => effectiveStatus({ total, done }, { verification, ticked, plansOpenInRoadmap: false, verifier });

  it.each(verifications.flatMap((verification) => [true, false].flatMap((ticked) => [true, false].map((verifier) => ({ verification, ticked, verifier })))))("never takes unfinished plans for done: %j", ({ verification, ticked, verifier }) => {
    expect(of(2, 0, verification, ticked, verifier)).toBe("planned");
    expect(of(2, 1, verification, ticked, verifier)).toBe("partial");
  });

  it.each([
    ["passed", false, true, "complete"], ["passed", true, true, "complete"], ["passed", false, false, "complete"],
    ["missing", false, true, "executed"], ["missing", true, true, "complete"], ["missing", false, false, "complete"],
    ["human_needed", false, true, "executed"], ["human_needed", true, true, "complete"], ["human_needed", false, false, "complete"],
    ["gaps_found", false, true, "executed"], ["gaps_found", true, true, "executed"], ["gaps_found", true, false, "executed"],
    ["unknown", false, true, "executed"], ["unknown", true, true, "executed"], ["unknown", true, false, "executed"],
  ] as const)("with all plans done, %s, ticked %s, verifier %s: %s", (verification, ticked, verifier, status) => { expect(of(1, 1, verification, ticked, verifier)).toBe(status); });

  it("takes a ticked phase without plans for history, unless the roadmap lists plans that are open", () => {
    expect(of(0, 0, "missing", true, true)).toBe("complete");
    expect(of(0, 0, "missing", false, true)).toBe("unplanned");
    expect(of(0, 0, "missing", false, false)).toBe("unplanned");
    expect(effectiveStatus({ total: 0, done: 0 }, { verification: "missing", ticked: true, plansOpenInRoadmap: true, verifier: true })).toBe("unplanned");
  });
});
