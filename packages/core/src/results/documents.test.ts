import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { parsePlanId } from "../ids/plan-id.js";
import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { SAMPLE_PROMPTS } from "../prompts/fixtures/sample-prompts.js";
import { readCodebaseMap } from "./codebase-map.js";
import { readConflictResolution } from "./conflict-resolution.js";
import { readContextDocument } from "./context-document.js";
import { readGapPlans, readPlanSet } from "./plan-set.js";
import { readPhaseResearch, readProjectResearch, readResearchSummary } from "./research-document.js";
import { readQuestionSet } from "./question-set.js";
import { readRoadmapPart } from "./roadmap-part.js";

const phase = parsePhaseNumber("3")!;
const file = (path: string, text: string): OutboxFile => ({ path, text });
const example = (prompt: string, name?: string): string => SAMPLE_PROMPTS.find((sample) => sample.name === prompt)!.make([], []).results.find((result) => name === undefined || result.file === name)!.example!;
const told = (problems: readonly Problem[]): string[] => problems.map(({ code, path, at }) => `${path}${at === undefined ? "" : `:${String(at.line)}:${String(at.column)}`} ${code}`);
const errors = (problems: readonly Problem[]): string[] => told(problems.filter(({ severity }) => severity === "error"));

describe("the examples of the prompts have nothing wrong with them", () => {
  const wish = { firstPhase: 1, requirements: ["TIME-01", "TIME-02"] };
  it.each<readonly [string, string | undefined, string, (files: readonly OutboxFile[]) => { readonly problems: readonly Problem[] }]>([
    ["discuss-phase", undefined, "03-CONTEXT.md", (files) => readContextDocument(files, phase)],
    ["prepare-questions", undefined, "questions.json", readQuestionSet],
    ["research-phase", undefined, "03-RESEARCH.md", (files) => readPhaseResearch(files, phase, ["D-01"])],
    ["research-project-stack", undefined, "STACK.md", (files) => readProjectResearch(files, "stack")],
    ["research-project-pitfalls", undefined, "PITFALLS.md", (files) => readProjectResearch(files, "pitfalls")],
    ["synthesize-research", undefined, "SUMMARY.md", readResearchSummary],
    ["map-codebase-stack", "STACK.md", "STACK.md", (files) => readCodebaseMap(files, ["STACK.md"])],
    ["map-codebase-architecture", "ARCHITECTURE.md", "ARCHITECTURE.md", (files) => readCodebaseMap(files, ["ARCHITECTURE.md"])],
    ["map-codebase-quality", "CONVENTIONS.md", "CONVENTIONS.md", (files) => readCodebaseMap(files, ["CONVENTIONS.md"])],
    ["map-codebase-concerns", "CONCERNS.md", "CONCERNS.md", (files) => readCodebaseMap(files, ["CONCERNS.md"])],
    ["map-codebase-cross-repo", undefined, "CROSS-REPO.md", (files) => readCodebaseMap(files, ["CROSS-REPO.md"])],
    ["resolve-conflict", undefined, "resolution.md", readConflictResolution],
    ["plan-phase", "03-NN-PLAN.md", "03-01-PLAN.md", (files) => readPlanSet(files, phase)],
    ["close-gaps", undefined, "03-04-PLAN.md", (files) => readGapPlans(files, phase, parsePlanId("03-04")!)],
  ])("%s", (prompt, name, path, read) => {
    const text = example(prompt, name);
    expect(read([file(path, text)]).problems).toEqual([]);
    expect(read([file(path, `\ufeff${text.replaceAll("\n", "\r\n")}`)]).problems).toEqual([]);
    expect(errors(read([file(path, " \r\n")]).problems).length).toBeGreaterThan(0);
    expect(errors(read([]).problems).length).toBeGreaterThan(0);
    for (let end = 0; end < text.length; end += 7) expect(Array.isArray(read([file(path, text.slice(0, end))]).problems)).toBe(true);
  });

  it("create-roadmap, but for the second phase that it only hints at", () => {
    const sample = example("create-roadmap");
    const first = Number(/Phase (\d+): Durations/.exec(sample)?.[1]);
    const problems = readRoadmapPart([file("ROADMAP.md", sample)], { ...wish, firstPhase: first }).problems;
    expect(errors(problems)).toEqual(["ROADMAP.md:6:1 result-section-missing"]);
  });
});

it("a plan set has names, dependencies and paths that fit, and a command for each task", () => {
  const plan = example("plan-phase", "03-NN-PLAN.md");
  const read = readPlanSet([
    file("03-01-PLAN.md", plan), file("3-01-PLAN.md", plan), file("deep/03-02-PLAN.md", plan), file("04-01-PLAN.md", plan), file("notes-PLAN.md", plan),
    file("03-05-PLAN.md", plan.replace(/^depends_on:.*$/m, "depends_on: [03-09]").replace(/^plan:.*$/m, "plan: 05").replace(/<automated>[^<]*<\/automated>/, "look at it")),
    file("03-06-PLAN.md", plan.replace(/^files_modified:.*$/m, "files_modified: [../x.ts]")),
  ], phase);
  expect(read.plans.map(({ id }) => id)).toEqual(["03-01", "03-05", "03-06"]);
  expect(errors(read.problems).map((each) => each.replace(/:\d+:\d+/, ""))).toEqual([
    "3-01-PLAN.md result-id-repeated", "deep/03-02-PLAN.md result-id-unread", "04-01-PLAN.md result-id-unread", "notes-PLAN.md result-id-unread",
    "03-05-PLAN.md result-incomplete", "03-06-PLAN.md plan-id-differs", "03-06-PLAN.md plan-file-outside", "03-05-PLAN.md dependency-unknown",
  ]);
  expect(errors(readPlanSet(Array.from({ length: 31 }, (_, index) => file(`03-${String(index + 1)}-PLAN.md`, plan.replace(/^plan:.*$/m, `plan: ${String(index + 1)}`))), phase).problems)).toContain("03-01-PLAN.md result-too-long");
});

it("plans that close gaps may depend on plans that the phase has, and on no others", () => {
  const plan = (depends: string): string => example("close-gaps", "03-04-PLAN.md").replace(/^depends_on:.*$/m, `depends_on: [${depends}]`);
  const earlier = [{ id: parsePlanId("03-01")!, path: "phases/03-x/03-01-PLAN.md", dependsOn: [], superseded: false }];
  const read = (depends: string): string[] => errors(readGapPlans([file("03-04-PLAN.md", plan(depends))], phase, parsePlanId("03-04")!, earlier).problems);
  expect(read("03-01")).toEqual([]);
  expect(read("03-02")).toEqual([expect.stringMatching(/^03-04-PLAN\.md:\d+:\d+ dependency-unknown$/)]);
});

it("decisions about a phase stand where they are looked for, once each, and say that they were assumed", () => {
  const read = (text: string, path = "03-CONTEXT.md"): string[] => told(readContextDocument([file(path, text)], phase).problems);
  expect(read("# C\n\nNothing.\n")).toEqual(["03-CONTEXT.md result-section-missing"]);
  expect(read("# C\n\n<decisions>\nsome words\n</decisions>\n")).toEqual(["03-CONTEXT.md:3:12 result-incomplete"]);
  expect(read("## Decisions\r\n\r\n- D-01: a (assumed)\r\n* **D-01**: b\r\n\r\n## Canonical refs\r\n\r\n- `../secret.ts` and `/etc/x` and `src/a.ts`\r\n", "CONTEXT.md")).toEqual(["CONTEXT.md:4:5 result-id-repeated", "CONTEXT.md:4:5 decision-not-assumed", "CONTEXT.md:8:4 result-path-outside", "CONTEXT.md:8:23 result-path-outside"]);
  expect(read("x", "04-CONTEXT.md")).toEqual(["03-CONTEXT.md result-missing"]);
  expect(told(readContextDocument([file("CONTEXT.md", "x"), file("03-CONTEXT.md", "x")], phase).problems)).toEqual(["CONTEXT.md result-id-repeated"]);
  expect(read("x".repeat(400_001))).toEqual(["03-CONTEXT.md result-too-long"]);
});

it("research has sources, says something, and carries decisions on", () => {
  expect(told(readPhaseResearch([file("03-RESEARCH.md", "# R\n\n<user_constraints>\n- D-01: a\n</user_constraints>\n\n## Open Questions\n\n- what\n")], phase, ["D-01", "D-02"]).problems)).toEqual(["03-RESEARCH.md result-section-missing", "03-RESEARCH.md result-incomplete", "03-RESEARCH.md:3:19 result-incomplete"]);
  expect(told(readResearchSummary([file("SUMMARY.md", "# S\n\n## Key Findings\n\n```\n## Gaps\n```\n")]).problems)).toHaveLength(4);
});

it("a mapper leaves the documents that it was asked for and no others, each with something in it", () => {
  const wanted = ["STACK.md", "TESTING.md", "CONCERNS.md", "STRUCTURE.md"];
  const left = [file("STACK.md", "no heading"), file("TESTING.md", "# Testing\n\n"), file("CONCERNS.md", "\n"), file("secrets.env", "x")];
  expect(told(readCodebaseMap(left, wanted).problems)).toEqual(["secrets.env result-unasked", "STACK.md result-section-missing", "TESTING.md result-empty", "CONCERNS.md result-empty", "STRUCTURE.md result-missing"]);
  const notApplicable = [file("CONCERNS.md", "# Concerns\n\nNot applicable: the repo holds one text.\n")];
  expect(readCodebaseMap(notApplicable, ["CONCERNS.md"])).toEqual({ documents: notApplicable, problems: [] });
  expect(told(readCodebaseMap(notApplicable, ["STACK.md"]).problems)).toEqual(["CONCERNS.md result-unasked", "STACK.md result-missing"]);
});

it("a roadmap's part counts on without a gap, and every requirement is met in one phase", () => {
  const section = (number: number, requirements: string, more = ""): string => `### Phase ${String(number)}: P${String(number)}\n**Goal**: g\n${more}**Requirements**: ${requirements}\n**Success Criteria**:\n  1. c\n\n`;
  const list = (...numbers: number[]): string => `# Roadmap\n\n## Phases\n\n${numbers.map((number) => `- [ ] **Phase ${String(number)}: P${String(number)}** - p\n`).join("")}\n## Phase Details\n\n`;
  const read = (text: string): string[] => errors(readRoadmapPart([file("ROADMAP.md", text)], { firstPhase: 4, requirements: ["A-01", "A-02"] }).problems).map((each) => each.replace("ROADMAP.md", "").trim());
  expect(read(list(4, 5) + section(4, "A-01", "**Depends on**: Phase 3\n") + section(5, "A-02", "**Depends on**: Phase 4\n"))).toEqual([]);
  expect(read(list(4, 6) + section(4, "A-01") + section(6, "A-01, B-09"))).toEqual(["result-incomplete", ":16:1 result-id-unread", ":16:1 result-id-repeated", ":16:1 result-id-unknown"]);
  expect(read(list(4) + section(4, "A-01, A-02", "**Depends on**: Phase 5\n") + section(5, "none"))).toEqual([":9:1 result-id-unknown", ":16:1 result-incomplete"]);
  expect(read("# Roadmap\n\nLater.\n")).toContain("roadmap-empty");
});
