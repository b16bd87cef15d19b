import type { Changes, CodePair } from "./health-of.js";
import { SOUND, soundPlan } from "./sound-product.js";

const R = "ROADMAP.md";
const S = "phases/01-press/01-01-SUMMARY.md";
const r = (from: string, to: string): Changes => ({ [R]: [[from, to]] });

/** Codes that tell of names on disk: for each what is wrong, and the nearest thing that is fine. */
export const NAME_CODES: readonly CodePair[] = [
  ["phase-folder-unread", { "phases/binding/notes.md": "Later.\n" }, { "phases/.drafts/notes.md": "Later.\n" }],
  ["phase-folder-padding", { "phases/003-cover/notes.md": "Later.\n", ...r("## Progress", "### Phase 3: Cover\n\n**Goal**: Covers\n\n## Progress"), }, { "phases/3-cover/notes.md": "Later.\n", ...r("## Progress", "### Phase 3: Cover\n\n**Goal**: Covers\n\n## Progress") }],
  ["duplicate-phase-folder", { "phases/02-layout/notes.md": "Later.\n" }, { "phases/02.1-layout/notes.md": "Later.\n", ...r("## Progress", "### Phase 2.1: Layout (INSERTED)\n\n**Goal**: Layouts\n\n## Progress") }],
  ["milestone-folder-unread", { "milestones/old/notes.md": "Done.\n" }, { "milestones/v0.9-phases/01-draft/01-01-PLAN.md": "Done.\n", "milestones/v0.9-ROADMAP.md": "# Roadmap\n", "milestones/v0.9-completion/v0.9-COMPLETION.md": "Done.\n" }],
  ["gsd2-milestone", { "milestones/M001/slices/S01/S01-PLAN.md": "# S01\n" }, { "milestones/v0.9-phases/01-draft/01-01-PLAN.md": "Done.\n" }],
  ["plan-outside-phase", { "phases/02-03-PLAN.md": "---\nplan: 03\n---\n" }, { "phases/README.md": "One folder for each phase.\n" }],
  ["file-name-unusable", { "phases/02-page/notes\\old.md": "Later.\n" }, { "phases/02-page/notes – ältere.md": "Later.\n" }],
  ["file-of-another-phase", { "phases/02-page/03-01-PLAN.md": soundPlan("03-01", 1, "", "src/a.ts", "A cover is there") }, { "phases/02-page/03-NOTES.md": "For phase 3.\n" }],
  ["plan-name-unread", { "phases/02-page/02-PLAN-margins.md": "Margins.\n" }, { "phases/01-press/01-FINAL-SUMMARY.md": "All of phase 1.\n", "phases/02-page/02-01-PLAN-OUTLINE.md": "Margins.\n" }],
  ["duplicate-plan-id", { "phases/02-page/02-01-edges-PLAN.md": soundPlan("02-01", 1, "", "src/edges.ts", "A page has edges") }, { "phases/02-page/02-01b-PLAN.md": soundPlan("02-01b", 1, "", "src/edges.ts", "A page has edges") }],
  ["summary-without-plan", { "phases/01-press/01-02-SUMMARY.md": "---\nphase: 01-press\nplan: 02\n---\n\n# Summary\n\n**Ink is mixed.**\n" }, { "phases/01-press/01-01-press-SUMMARY.md": SOUND[S] ?? "", [S]: undefined }],
];
