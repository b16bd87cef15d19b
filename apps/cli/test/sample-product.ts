import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder with a planning folder in it. */
export interface SampleProduct {
  readonly base: string;
  readonly planning: string;
  remove(): void;
}

/** Makes a product with one milestone: phase 1 is complete, phase 2 is planned, phase 3 is not. */
export function makeProduct(files: Readonly<Record<string, string>> = {}): SampleProduct {
  const base = mkdtempSync(path.join(tmpdir(), "dgs-product-"));
  const all = { ...FILES, ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(base, ".planning", file)), { recursive: true });
    writeFileSync(path.join(base, ".planning", file), text);
  }
  return { base, planning: path.join(base, ".planning"), remove: () => { rmSync(base, { recursive: true, force: true }); } };
}

const plan = (id: string, phase: string): string => `---
phase: ${phase}
plan: ${id}
wave: 1
depends_on: []
files_modified: []
autonomous: true
---

<objective>
Something small.
</objective>

<tasks>
<task type="auto">
  <name>Task 1: do it</name>
  <action>Do it.</action>
  <verify>true</verify>
  <done>It is done.</done>
</task>
</tasks>
`;

const summary = (id: string, phase: string): string => `---
phase: ${phase}
plan: ${id}
completed: 2026-01-01
---

# Summary

**One line.**
`;

const FILES: Readonly<Record<string, string>> = {
  "config.json": '{ "workflow": { "verifier": false } }\n',
  "STATE.md": "---\nmilestone: v1.0\nstatus: planning\n---\n\n# Project State\n",
  "ROADMAP.md": `# Roadmap

## Milestones

- 🚧 **v1.0 First release** - Phases 1-3 (in progress)

## Phases

- [x] **Phase 1: Parser** - reads durations
- [ ] **Phase 2: Printer** - prints durations
- [ ] **Phase 3: Program** - joins both

## Phase Details

### Phase 1: Parser

**Goal**: Durations are read

### Phase 2: Printer

**Goal**: Durations are printed

### Phase 3: Program

**Goal**: Both are joined
`,
  "phases/01-parser/01-01-PLAN.md": plan("01", "01-parser"),
  "phases/01-parser/01-01-SUMMARY.md": summary("01", "01-parser"),
  "phases/02-printer/02-01-PLAN.md": plan("01", "02-printer"),
  "phases/02-printer/02-02-PLAN.md": plan("02", "02-printer"),
};
