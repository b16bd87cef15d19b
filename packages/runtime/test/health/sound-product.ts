const FOLDERS: Readonly<Record<string, string>> = { "01": "press", "02": "page", "03": "cover" };

const ROADMAP = `# Roadmap: Sample

## Phases

- [x] **Phase 1: Press** - print (completed 2026-01-02)
- [ ] **Phase 2: Page** - lay out

## Phase Details

### Phase 1: Press

**Goal**: Text is printed
**Requirements**: PRESS-01
**Success Criteria** (what must be TRUE):
  1. A text is printed
**Plans**: 1/1 plans complete

Plans:
- [x] 01-01-PLAN.md — print

### Phase 2: Page

**Goal**: Pages are laid out
**Depends on**: Phase 1
**Requirements**: PAGE-01
**Success Criteria** (what must be TRUE):
  1. A page has margins
**Plans**: 2 plans

Plans:
- [ ] 02-01-PLAN.md — margins
- [ ] 02-02-PLAN.md — columns

## Progress

| Phase | Plans Complete | Status | Completed |
|-------|----------------|--------|-----------|
| 1. Press | 1/1 | Complete | 2026-01-02 |
| 2. Page | 0/2 | Not started | - |
`;

/** A plan with one task that is as it should be. `needs`: what stands between the brackets of `depends_on`. */
export function soundPlan(id: string, wave: number, needs: string, file: string, what: string): string {
  return `---
phase: ${id.slice(0, 2)}-${FOLDERS[id.slice(0, 2)] ?? "page"}
plan: ${id.slice(3)}
type: execute
wave: ${String(wave)}
depends_on: [${needs}]
files_modified: [${file}]
autonomous: true
must_haves:
  truths:
    - "${what}"
---

<objective>
${what}.
</objective>

<tasks>
<task type="auto">
  <name>Build it</name>
  <files>${file}</files>
  <action>Write it.</action>
  <verify><automated>npm test</automated></verify>
  <done>${what}</done>
</task>
</tasks>
`;
}

/** The planning files of a product in which nothing is wrong: phase 1 is done, phase 2 is planned. */
export const SOUND: Readonly<Record<string, string>> = {
  "ROADMAP.md": ROADMAP,
  "STATE.md": `---
milestone: v1.0
status: executing
---

# Project State

## Current Position

Phase: 2 of 2 (Page)
`,
  "REQUIREMENTS.md": `# Requirements

## v1 Requirements

- [x] **PRESS-01**: A text is printed
- [ ] **PAGE-01**: A page has margins

## Traceability

| Requirement | Phase | Status |
|-------------|-------|--------|
| PRESS-01 | Phase 1 | Complete |
| PAGE-01 | Phase 2 | Pending |
`,
  "config.json": `{
  "workflow": { "verifier": true }
}
`,
  "REPOS.md": `# Repos

| Name | Path |
|------|------|
| press | . |
`,
  "phases/01-press/01-01-PLAN.md": soundPlan("01-01", 1, "", "src/press.ts", "A text is printed"),
  "phases/01-press/01-01-SUMMARY.md": `---
phase: 01-press
plan: 01
completed: 2026-01-02
---

# Phase 1 Plan 1: Press Summary

**Text is printed.**

## Self-Check: PASSED
`,
  "phases/01-press/01-VERIFICATION.md": `---
phase: 01-press
verified: 2026-01-02T10:00:00Z
status: passed
score: 1/1 must-haves verified
---

# Verification
`,
  "phases/01-press/01-UAT.md": `---
status: complete
phase: 01-press
---

## Tests

### 1. Printing
expected: A text is printed
result: pass

## Gaps

none
`,
  "phases/02-page/02-01-PLAN.md": soundPlan("02-01", 1, "", "src/margins.ts", "A page has margins"),
  "phases/02-page/02-02-PLAN.md": soundPlan("02-02", 2, '"02-01"', "src/columns.ts", "A page has columns"),
  "phases/02-page/02-VALIDATION.md": `---
phase: 02-page
status: draft
---

| Property | Value |
|----------|-------|
| Quick run command | \`npm test\` |

| Task ID | Plan | Wave | Requirement | Automated Command | Status |
|---------|------|------|-------------|-------------------|--------|
| 02-01-01 | 01 | 1 | PAGE-01 | \`npm test -- margins\` | ⬜ pending |
| 02-02-01 | 02 | 2 | - | \`npm test -- columns\` | ⬜ pending |
`,
};
