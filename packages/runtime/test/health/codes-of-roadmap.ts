import type { Changes, CodePair } from "./health-of.js";
import { SOUND, soundPlan } from "./sound-product.js";

const R = "ROADMAP.md";
const V = "phases/01-press/01-VERIFICATION.md";
const r = (from: string, to: string): Changes => ({ [R]: [[from, to]] });
const MILESTONES = "## Milestones\n\n- ✅ **v0.9 Draft** - Phase 0 (shipped 2025-12-01)\n- 🚧 **v1.0 Press** - Phases 1-2 (in progress)\n\n## Phases";

/** Codes that tell of the roadmap, alone and against the disk: for each what is wrong, and the nearest thing that is fine. */
export const ROADMAP_CODES: readonly CodePair[] = [
  ["roadmap-empty", { [R]: "# Roadmap: Sample\n\nStill to be written.\n", "phases": undefined }, { [R]: "# Roadmap: Sample\n\n### Phase 2: Page\n\n**Goal**: Pages\n\n### Phase 1: Press\n\n**Goal**: Text\n" }],
  ["phase-heading-unread", r("### Phase 2: Page", "### Phase 2\n\n**Goal**: None\n\n### Phase 2: Page"), r("## Progress", "### Phases and their order\n\nOne after the other.\n\n## Progress")],
  ["phase-in-html", r("## Phases\n", "<details>\n<summary>v0.9 (Phase 0) - SHIPPED</summary>\n### Phase 0: Draft\n</details>\n\n## Phases\n"), r("## Phases\n", "<!--\n### Phase 9: Somewhen\n-->\n\n## Phases\n")],
  ["phase-entry-unread", r("- [ ] **Phase 2: Page** - lay out", "- [ ] **Phase 2 Page**"), r("- [ ] 02-02-PLAN.md — columns", "- [ ] 02-02-PLAN.md — columns\n- [ ] Phases are told apart")],
  ["phase-entry-in-section", r("- [ ] 02-01-PLAN.md — margins", "- [ ] **Phase 2: Page** - again\n- [ ] 02-01-PLAN.md — margins"), r("- [ ] 02-01-PLAN.md — margins", "- [ ] 02-01-PLAN.md — margins, after Phase 1: Press")],
  ["checkbox-mark-unknown", r("- [ ] **Phase 2", "- [~] **Phase 2"), r("- [x] **Phase 1", "* [X] **Phase 1")],
  ["phase-without-section", r("- [ ] **Phase 2: Page** - lay out", "- [ ] **Phase 2: Page** - lay out\n- [ ] **Phase 3: Cover** - bind"), r("- [ ] **Phase 2: Page** - lay out", "- [ ] **Phase 2: Page** - lay out\n- [ ] **Phase 999.1: Someday (BACKLOG)** - bind")],
  ["duplicate-phase", r("## Progress", "### Phase 2: Page again\n\n**Goal**: Pages\n\n## Progress"), r("## Phases\n", "<details>\n<summary>✅ v0.9 Draft (Phases 1-2) - SHIPPED 2025-12-01</summary>\n\n### Phase 1: Draft\n\n**Goal**: A draft\n\n### Phase 2: Proof\n\n**Goal**: A proof\n\n</details>\n\n## v1.0 Press\n\n## Phases\n")],
  ["duplicate-phase-entry", r("- [ ] **Phase 2: Page** - lay out", "- [ ] **Phase 2: Page** - lay out\n- [ ] **Phase 02: Page** - lay out"), r("- [ ] **Phase 2: Page** - lay out", "- [ ] **Phase 2: Page** - lay out, see Phase 1: Press")],
  ["milestone-marks-disagree", r("## Phases", MILESTONES.replace("🚧 **v1.0 Press**", "✅ **v1.0 Press**") ), r("## Phases", MILESTONES)],
  ["active-milestone-unknown", { ...r("## Phases\n", "## Milestones\n\n- 📋 **v1.0 Press** - Phase 1\n- 📋 **v1.1 Page** - Phase 2\n\n## Phases\n"), "STATE.md": [["milestone: v1.0\n", ""]] }, { ...r("## Phases\n", "## Milestones\n\n- 📋 **v1.0 Press** - Phase 1\n- 📋 **v1.1 Page** - Phase 2\n\n## Phases\n"), "STATE.md": [["milestone: v1.0", "milestone: v1.1"]] }],
  ["state-milestone-unknown", { ...r("## Phases", MILESTONES), "STATE.md": [["milestone: v1.0", "milestone: v2.0"]] }, { ...r("## Phases", MILESTONES), "STATE.md": [["milestone: v1.0", 'milestone: "v1.0 Press"']] }],
  ["state-milestone-closed", { ...r("## Phases", MILESTONES), "STATE.md": [["milestone: v1.0", "milestone: v0.9"]] }, r("## Phases", MILESTONES.replace("🚧 **v1.0 Press** - Phases 1-2 (in progress)", "✅ **v1.0 Press** - Phases 1-2 (shipped 2026-01-02)"))],
  ["progress-row-cells", r("| 2. Page | 0/2 | Not started | - |", "| 2. Page | 0/2 | Not started |"), r("| 2. Page | 0/2 | Not started | - |", "| 2. Page \\| Layout | 0/2 | Not started | |")],
  ["roadmap-missing", { [R]: undefined }, { ...Object.fromEntries(Object.keys(SOUND).map((name) => [name, undefined])), "STATE.md": "# Project State\n\nLast activity: 2026-01-02 - quick task 001\n", "quick/001-typo/001-SUMMARY.md": "---\nstatus: complete\n---\n\n# Typo\n" }],
  ["folder-without-phase", { "phases/03-cover/notes.md": "Later.\n" }, { "milestones/v0.9-phases/03-cover/03-01-PLAN.md": "Done.\n" }],
  ["ticked-over-open-plans", r("- [ ] **Phase 2", "- [x] **Phase 2"), { "phases/01-press/01-02-PLAN.md": soundPlan("01-02", 1, "", "src/ink.ts", "Ink").replace("type: execute", "type: execute\nstatus: superseded") }],
  ["ticked-against-verification", { [V]: [["status: passed", 'status: gaps_found\ngaps:\n  - truth: "A text is printed"\n    status: failed']] }, { [V]: [["status: passed", "status: PASSED"]] }],
  ["ticked-without-plans", { "phases/01-press": undefined, ...r("\nPlans:\n- [x] 01-01-PLAN.md — print\n", "") }, { "phases/01-press": undefined, [R]: [["- [x] **Phase 1", "- [ ] **Phase 1"], ["- [x] 01-01", "- [ ] 01-01"]] }],
  ["complete-not-ticked", r("- [x] **Phase 1", "- [ ] **Phase 1"), { ...r("- [x] **Phase 1", "- [ ] **Phase 1"), [V]: undefined }],
  ["plan-ticked-not-done", r("- [ ] 02-01", "- [x] 02-01"), r("- [x] 01-01-PLAN.md — print", "- [x] 01-01-PLAN.md — print\n- [x] 01-02-PLAN.md — never written down")],
  ["plan-done-not-ticked", r("- [x] 01-01", "- [ ] 01-01"), r("- [x] 01-01-PLAN.md — print", "- 01-01-PLAN.md — print")],
];
