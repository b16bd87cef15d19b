import type { Changes, CodePair } from "./health-of.js";
import { SOUND } from "./sound-product.js";

const P2 = "phases/02-page/02-02-PLAN.md";
const S = "phases/01-press/01-01-SUMMARY.md";
const V = "phases/01-press/01-VERIFICATION.md";
const VAL = "phases/02-page/02-VALIDATION.md";
const U = "phases/01-press/01-UAT.md";
const Q = "REQUIREMENTS.md";
const D = "phases/02-page/02-DISCUSS-CHECKPOINT.json";
const e = (file: string, ...pairs: (readonly [string, string])[]): Changes => ({ [file]: pairs });

/** Codes that tell of what agents left, of the state, the requirements and the audit of a milestone: for each what is wrong, and the nearest thing that is fine. */
export const RESULT_CODES: readonly CodePair[] = [
  ["summary-empty", { [S]: "\n" }, { "phases/02-page/02-01-PLAN.md": [["type: execute", "type: execute\nstatus: superseded"]], [P2]: [['"02-01"', ""], ["wave: 2", "wave: 1"]], "phases/02-page/02-01-SUMMARY.md": "" }],
  ["summary-template", e(S, ["**Text is printed.**", "To be filled"]), e(S, ["**Text is printed.**", "**Forms that are to be filled in are printed.**"])],
  ["summary-halted", e(S, ["plan: 01", "plan: 01\nstatus: halted"]), e(S, ["plan: 01", "plan: 01\nstatus: Complete"])],
  ["summary-unreadable", { [S]: Uint8Array.from([45, 45, 45, 10, 0xff, 0xfe, 10]) }, { [S]: "\ufeff" + (SOUND[S] ?? "").replace("Text", "Tëxt") }],
  ["verification-status-unknown", e(V, ["status: passed", "status: done"]), e(V, ["status: passed", 'status: "Passed"'])],
  ["verification-gaps-unread", { ...e(V, ["status: passed", "status: gaps_found"]), "ROADMAP.md": [["- [x] **Phase 1", "- [ ] **Phase 1"]] }, { ...e(V, ["status: passed", "status: gaps_found"], ["# Verification\n", "# Verification\n\n| Truth | Status | Evidence |\n|---|---|---|\n| A text is printed | ✗ FAILED | no ink |\n"]), "ROADMAP.md": [["- [x] **Phase 1", "- [ ] **Phase 1"]] }],
  ["verification-plan-unread", e(V, ["score:", "verified_plans: [first]\nscore:"]), e(V, ["score:", "verified_plans: [01-01]\nscore:"])],
  ["validation-empty", { [VAL]: "---\nphase: 02-page\n---\n\nBy hand.\n" }, { [VAL]: "---\nphase: 02-page\n---\n\n| Property | Value |\n|---|---|\n| **Full suite command** | `npm test` |\n" }],
  ["validation-command-missing", e(VAL, ["`npm test -- margins`", "—"]), e(VAL, ["`npm test -- margins`", "`npm test -- margins \\| tail -1`"])],
  ["uat-tests-missing", { [U]: "---\nstatus: testing\n---\n\n## Tests\n" }, { [U]: "---\nstatus: diagnosed\n---\n\n## Gaps\n\n- truth: A text is printed\n  status: failed\n" }],
  ["uat-result-unknown", e(U, ["result: pass", "result: perhaps"]), e(U, ["result: pass", "result: [pending]"])],
  ["uat-test-repeated", e(U, ["## Gaps", "### 1. Printing twice\nexpected: Two texts\nresult: pass\n\n## Gaps"]), e(U, ["## Gaps", "### 2. Printing\nexpected: Two texts\nresult: pass\n\n## Gaps"])],
  ["uat-gap-repeated", e(U, ["none\n", "- id: G-1\n  truth: A\n  status: resolved\n- id: G-1\n  truth: B\n  status: resolved\n"]), e(U, ["none\n", "- truth: A\n  status: resolved\n- truth: A\n  status: resolved\n"])],
  ["discussion-unread", { [D]: '{\n  "questions": [{ "id": "Q-01", "question": "What?", "answer": { "type": "perhaps" } }]\n}\n' }, { [D]: '{\n  "questions": [{ "id": "Q-01", "question": "What?", "answer": "perhaps" }]\n}\n' }],
  ["state-position-missing", e("STATE.md", ["Phase: 2 of 2 (Page)", "Between two phases."]), e("STATE.md", ["Phase: 2 of 2 (Page)", "**Current Phase:** 02"])],
  ["requirements-missing", { [Q]: "# Requirements\n\nStill to be written.\n" }, { [Q]: "# Requirements\n\n### PRESS-01 — A text is printed\n" }],
  ["requirement-repeated", e(Q, ["\n## Traceability", "- [ ] **PAGE-01**: Again\n\n## Traceability"]), e(Q, ["\n## Traceability", "\nPAGE-01 comes after PRESS-01.\n\n## Traceability"])],
  ["requirement-untraced", e(Q, ["| PAGE-01 | Phase 2 | Pending |\n", ""]), e(Q, ["\n## Traceability", "\n## v2 Requirements\n\n- **LATER-01**: Somewhen\n\n## Traceability"])],
  ["requirement-undefined", e(Q, ["| PAGE-01 | Phase 2 | Pending |\n", "| PAGE-01 | Phase 2 | Pending |\n| INK-01 | Phase 2 | Pending |\n"]), e(Q, ["| PAGE-01 | Phase 2 |", "| **page-01** | Phase 1, Phase 2 |"])],
  ["milestone-audit-status-unknown", { "v1.0-MILESTONE-AUDIT.md": "---\nmilestone: v1.0\nstatus: fine\n---\n" }, { "v1.0-MILESTONE-AUDIT.md": "---\nmilestone: v1.0\nstatus: tech_debt\ntech_debt:\n  - phase: 01-press\n    items: [\"No ink\"]\n---\n" }],
  ["milestone-audit-gaps-unread", { "v1.0-MILESTONE-AUDIT.md": "---\nmilestone: v1.0\nstatus: gaps_found\n---\n" }, { "v1.0-MILESTONE-AUDIT.md": "---\nmilestone: v1.0\nstatus: gaps_found\ngaps:\n  integration:\n    - \"Pages are not printed\"\n---\n" }],
];
