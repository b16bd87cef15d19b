// The sample product of the demo: a small library for durations, planned in two phases. Phase 1 is planned in two
// waves; phase 2 is not planned yet. Data only: written into a temporary folder by whoever plays it.

const plan = ({ phase, number, wave, dependsOn, files, what, task, verify, requirements = [], gapClosure = false }) => `---
phase: ${phase}
plan: ${number}
type: execute
wave: ${wave}
depends_on: [${dependsOn.map((id) => `"${id}"`).join(", ")}]
files_modified: [${files.join(", ")}]
autonomous: true
requirements: [${requirements.join(", ")}]
${gapClosure ? "gap_closure: true\n" : ""}must_haves:
  truths:
    - "${what}"
---

<objective>
${what}.

Purpose: the library reads and writes durations.
Output: ${files.join(", ")}
</objective>

<tasks>

<task type="auto">
  <name>Task 1: ${task}</name>
  <files>${files.join(", ")}</files>
  <action>${what}, with tests.</action>
  <verify><automated>${verify}</automated></verify>
  <done>${verify} is green</done>
</task>

</tasks>
`;

/** A plan as the demo's planner writes it. */
export { plan };

/** Files of the code repo, by path. */
export const codeFiles = {
  "package.json": `${JSON.stringify({ name: "durations", version: "0.0.0", type: "module", private: true, scripts: { test: "node --test" } }, undefined, 2)}\n`,
  "README.md": "# durations\n\nReads and writes durations such as `1h 30m`.\n",
  "src/.gitkeep": "",
};

/** Files of the planning repo, by path. */
export const planningFiles = {
  ".planning/PROJECT.md": "# durations\n\n## What This Is\n\nA small library that reads and writes durations.\n\n## Core Value\n\nWhat is written can be read again.\n\n## Requirements\n\nSee REQUIREMENTS.md.\n",
  ".planning/REQUIREMENTS.md":
    "# Requirements\n\n## v1 Requirements\n\n- [ ] **PARSE-01**: `1h 30m` is read as 5400 seconds\n- [ ] **FORMAT-01**: 5400 seconds are written as `1h 30m`\n\n## Traceability\n\n| Requirement | Phase | Status |\n|-------------|-------|--------|\n| PARSE-01 | Phase 1 | Pending |\n| FORMAT-01 | Phase 2 | Pending |\n",
  ".planning/ROADMAP.md": `# Roadmap: durations

## Milestones

- 🚧 **v1.0 Durations** - Phases 1-2 (in progress)

## Phases

- [ ] **Phase 1: Parse** - read what people write
- [ ] **Phase 2: Format** - write what people read

## Phase Details

### Phase 1: Parse
**Goal**: Durations that people write are read as seconds
**Depends on**: Nothing (first phase)
**Requirements**: PARSE-01
**Success Criteria** (what must be TRUE):
  1. \`1h 30m\` is 5400 seconds
  2. Unknown units are refused
**Plans**: 3 plans

Plans:
- [ ] 01-01-PLAN.md — units
- [ ] 01-02-PLAN.md — tokens
- [ ] 01-03-PLAN.md — parser

### Phase 2: Format
**Goal**: Seconds are written as people write durations
**Depends on**: Phase 1
**Requirements**: FORMAT-01
**Success Criteria** (what must be TRUE):
  1. What is written can be read again
**Plans**: TBD

## Progress

| Phase | Plans Complete | Status | Completed |
|-------|----------------|--------|-----------|
| 1. Parse | 0/3 | Planned | - |
| 2. Format | 0/0 | Not started | - |
`,
  ".planning/STATE.md": "---\nmilestone: v1.0\nstatus: planning\n---\n\n# Project State\n\n## Current Position\n\nPhase: 1 of 2 (Parse)\nPlan: Not started\nStatus: Ready to execute\n",
  ".planning/REPOS.md": "# Repos\n\n| Name | Path | Description |\n|------|------|-------------|\n| durations | ../durations | the library |\n",
  ".planning/config.json": `${JSON.stringify({ model_profile: "balanced", workflow: { verifier: true, test_command: "node --test" }, tests: { timeout_seconds: 60 } }, undefined, 2)}\n`,
  ".planning/phases/01-parse/01-01-PLAN.md": plan({ phase: "01-parse", number: "01", wave: 1, dependsOn: [], files: ["src/units.js", "test/units.test.js"], what: "Know the seconds of each unit", task: "units", verify: "node --test test/units.test.js" }),
  ".planning/phases/01-parse/01-02-PLAN.md": plan({ phase: "01-parse", number: "02", wave: 1, dependsOn: [], files: ["src/tokens.js", "test/tokens.test.js"], what: "Split a text into amounts and units", task: "tokens", verify: "node --test test/tokens.test.js" }),
  ".planning/phases/01-parse/01-03-PLAN.md": plan({ phase: "01-parse", number: "03", wave: 2, dependsOn: ["01-01", "01-02"], files: ["src/parse.js", "test/parse.test.js"], what: "Read a duration as seconds", requirements: ["PARSE-01"], task: "parser", verify: "node --test test/parse.test.js" }),
  ".planning/phases/01-parse/01-VALIDATION.md": validation("01"),
};

/** How a phase is tested: the whole suite, and the commands of single tasks: `[task, plan, wave, requirement, command]`. */
export function validation(phase, tasks = []) {
  const map = tasks.length === 0 ? "" : `\n## Per-Task Verification Map\n\n| Task ID | Plan | Wave | Requirement | Automated Command | Status |\n|---------|------|------|-------------|-------------------|--------|\n${tasks.map(([task, plan, wave, requirement, command]) => `| ${task} | ${plan} | ${wave} | ${requirement} | \`${command}\` | ⬜ pending |\n`).join("")}`;
  return `---\nphase: ${phase}\nstatus: draft\n---\n\n# Phase ${phase} Validation\n\n## Test Infrastructure\n\n| Property | Value |\n|----------|-------|\n| Framework | node:test |\n| Full suite command | \`node --test\` |\n${map}`;
}
