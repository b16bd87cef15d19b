import { describe, expect, it } from "vitest";
import { parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { parsePlanId, type PlanId } from "../ids/plan-id.js";
import type { Problem } from "../problem.js";
import { SAMPLE_PROMPTS } from "../prompts/fixtures/sample-prompts.js";
import { readAuditFindings } from "./audit-findings.js";
import { readDiagnosis } from "./diagnosis.js";
import { readPlanCheck } from "./plan-check.js";
import { readStructureReport } from "./structure-check.js";
import { readTaskReports } from "./task-reports.js";

const id = (text: string): PlanId => parsePlanId(text)!;
const phase = (text: string): PhaseNumber => parsePhaseNumber(text)!;
const example = (prompt: string, file: string): string => SAMPLE_PROMPTS.find(({ name }) => name === prompt)!.make([], []).results.find((result) => result.file === file)!.example!;

const readers: readonly (readonly [string, (source: string) => { readonly problems: readonly Problem[] }])[] = [
  ["plan-check.json", (source) => readPlanCheck(source, "r.json", new Map([[id("03-01"), 3]]))],
  ["structure.json", (source) => readStructureReport(source, "r.json", [id("03-01")])],
  ["diagnosis.json", (source) => readDiagnosis(source, "r.json", ["G-01"])],
  ["findings.json", (source) => readAuditFindings(source, "r.json", [phase("2")])],
  ["tasks.json", (source) => readTaskReports(source, "r.json")],
];
const examples: Readonly<Record<string, string>> = {
  "plan-check.json": example("check-plans", "plan-check.json"),
  "structure.json": example("verify-structure", "structure.json"),
  "diagnosis.json": example("diagnose-gaps", "diagnosis.json"),
  "findings.json": example("audit-milestone", "findings.json"),
  "tasks.json": example("execute-plan", "tasks.json"),
};
const told = (problems: readonly Problem[]): string[] => problems.map(({ code, at }) => `${code} ${at === undefined ? "-" : `${String(at.line)}:${String(at.column)}`}`);

describe.each(readers)("%s", (name, read) => {
  it("takes the example of its prompt, with CRLF and a byte order mark too", () => {
    const source = JSON.stringify(JSON.parse(examples[name] ?? ""), undefined, 2);
    expect(read(examples[name] ?? "").problems).toEqual([]);
    expect(read(`\ufeff${source.replaceAll("\n", "\r\n")}\r\n`).problems).toEqual([]);
  });

  it.each([
    ["nothing", "", "result-not-json 1:1"],
    ["a fence", "```json\n[]\n```\n", "result-not-json 1:1"],
    ["a comma too many", '{"gaps": [],}', "result-not-json 1:13"],
    ["brackets without an end", "[".repeat(5000), "result-not-json 1:102"],
    ["a NUL", '{"a": "\u0000"}', "result-not-json 1:8"],
    ["a huge text", `["${"x".repeat(300_000)}"]`, "result-too-long -"],
  ])("says where it stops being JSON: %s", (_what, source, expected) => {
    expect(told(read(source).problems)).toEqual([expected]);
  });

  it.each(["null", "7", '"text"', "[7, null, []]", "{}", '{"gaps": {}, "issues": 1, "checked": "x"}', '{"gaps": [null], "issues": [[]], "checked": [1]}', '[{"task": "1"}]', '{"__proto__": [], "constructor": 1}'])("never throws on %s, and finds something wrong with it", (source) => {
    const { problems } = read(source);
    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems.map(({ severity }) => severity))).toEqual(new Set(["error"]));
  });

  it("never throws on its example cut off anywhere", () => {
    const source = examples[name] ?? "";
    for (let end = 0; end < source.length; end++) expect(read(source.slice(0, end)).problems.length).toBeGreaterThan(0);
  });
});

it("a plan check names plans and tasks that are there, in words that are known", () => {
  const source = ['{"issues": [', '  {"plan": "03-02", "task": 1, "severity": "blocker", "kind": "task", "text": "t"},', '  {"plan": "3-1", "task": 4, "severity": "major", "kind": "taste", "text": " "},', '  {"severity": "warning", "kind": "scope", "text": "two\\nlines", "fix": null},', '  {"plan": "all of them", "task": 0, "severity": "warning", "kind": "scope", "text": "t"}', "]}"].join("\n");
  const { issues, problems } = readPlanCheck(source, "plan-check.json", new Map([[id("03-01"), 3]]));
  expect(told(problems)).toEqual(["result-id-unknown 2:12", "result-id-unknown 3:27", "result-shape 3:42", "result-shape 3:59", "result-shape 3:76", "result-id-unread 5:12", "result-shape 5:35"]);
  expect(problems[0]?.message).toBe('"\\"03-02\\"" is no plan of this phase.');
  expect(issues.map(({ text }) => text)).toEqual(["t", "two lines", "t"]);
});

it("keys that are there twice are told, also inside of lists", () => {
  expect(told(readAuditFindings('{"gaps": [{"kind": "flow", "text": "a", "text": "b"}], "gaps": []}', "f", []).problems)).toEqual(["result-key-repeated 1:41", "result-key-repeated 1:56"]);
});

it("a structure report says something of every plan, and names no path that leaves the tree", () => {
  const gap = { truth: "t", status: "failed", reason: "r", severity: "minor" };
  const report = readStructureReport(JSON.stringify({ checked: ["03-01"], gaps: [{ ...gap, plan: "03-02", artifacts: [{ path: "../x.ts", issue: "i" }, { path: "/etc/passwd" }, { path: "a/.git/config" }, { path: "ok file.ts" }, {}] }] }), "s", [id("03-01"), id("03-02"), id("03-03")]);
  expect(report.problems.map(({ code }) => code)).toEqual(["result-incomplete", "result-path-outside", "result-path-outside", "result-path-outside", "result-shape"]);
  expect(report.problems[0]?.message).toBe("Nothing is said of 03-03.");
  expect(report.gaps[0]?.artifacts.at(-1)).toEqual({ path: "ok file.ts", issue: "" });
});

it("a diagnosis answers every gap once, and says what was tried where the cause is unknown", () => {
  const answer = (gap: string, cause: string, evidence: readonly string[] = []): object => ({ id: gap, root_cause: cause, certainty: "likely", evidence });
  const read = (...gaps: object[]): string[] => told(readDiagnosis(JSON.stringify({ gaps }), "d", ["G-01", "G-02"]).problems);
  expect(read(answer("G-01", "a"), answer("G-02", "unknown", ["tried"]))).toEqual([]);
  expect(read(answer("G-01", "a"), answer("G-02", "Unknown"))).toEqual(["result-incomplete 1:76"]);
  expect(read(answer("G-01", "a"), answer("G-01", "b"), answer("G-03", "c")).map((each) => each.split(" ")[0])).toEqual(["result-incomplete", "result-id-repeated", "result-id-unknown"]);
  expect(readDiagnosis(JSON.stringify({ gaps: [answer("G-01", "unknown", ["x"])] }), "d", ["G-01"]).causes).toMatchObject([{ rootCause: undefined, evidence: ["x"] }]);
});

it("audit findings name phases of the roadmap, by number or text, or none", () => {
  const gaps = ["2", 2, "Phase 2", "", null, "9", {}, "the last"].map((named) => ({ kind: "flow", text: "t", phase: named }));
  const read = readAuditFindings(JSON.stringify({ gaps, notes: "n\nn" }), "f", [phase("2")]);
  expect(read.problems.map(({ code }) => code)).toEqual(["result-id-unknown", "result-id-unread", "result-id-unread"]);
  expect(read.gaps.map((gap) => gap.phase)).toEqual(["2", "2", "Phase 2", undefined, undefined, undefined, undefined, undefined]);
  expect(read.notes).toBe("n n");
});

it("task reports name paths inside of the repository, as they are written", () => {
  const read = readTaskReports(JSON.stringify([{ task: 1, title: "a\nb", files: ["two  blanks.ts", "a/../b", "C:\\x", "..\\x", "x\ny"] }, { task: 1.5, title: "", files: [] }]), "tasks.json");
  expect(read.problems.map(({ code }) => code)).toEqual(["result-path-outside", "result-path-outside", "result-path-outside", "result-shape", "result-shape", "result-shape"]);
  expect(read.reports[0]).toMatchObject({ task: 1, title: "a b", files: expect.arrayContaining(["two  blanks.ts"]) as unknown });
});
