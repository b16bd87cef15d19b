import type { Changes, CodePair } from "./health-of.js";
import { SOUND, soundPlan } from "./sound-product.js";

const P = "phases/02-page/02-01-PLAN.md";
const P2 = "phases/02-page/02-02-PLAN.md";
const PLAN = SOUND[P] ?? "";
const e = (file: string, ...pairs: (readonly [string, string])[]): Changes => ({ [file]: pairs });

/** Codes that tell of plans and of their order: for each what is wrong, and the nearest thing that is fine. */
export const PLAN_CODES: readonly CodePair[] = [
  ["front-matter-missing", e(P, [PLAN.slice(0, PLAN.indexOf("<objective>")), "# Plan\n\n"]), e(P, ["---\nphase", "\ufeff---\nphase"])],
  ["front-matter-unclosed", e(P, ['has margins"\n---\n', 'has margins"\n']), e(P, ["<objective>", "---\n\n<objective>"])],
  ["front-matter-line-unread", e(P, ["autonomous: true\n", "autonomous: true\nand nothing else\n"]), e(P, ["autonomous: true\n", "autonomous: true\n# and nothing else\n\n"])],
  ["front-matter-duplicate-key", e(P, ["autonomous: true\n", "autonomous: true\ntype: tdd\n"]), e(P, ["autonomous: true\n", "autonomous: true\nmetrics:\n  type: tdd\n"])],
  ["front-matter-value-unread", e(P, ["depends_on: []", "depends_on:\n  first: 01-01"]), e(P, ["depends_on: []", "depends_on:\n- 01-01"])],
  ["front-matter-broken", e(P, ['- "A page has margins"', '- "A page\\.has margins"']), e(P, ['- "A page has margins"', "- 'A page\\.has margins'"])],
  ["plan-wave-unread", e(P, ["wave: 1", "wave: first"]), e(P, ["wave: 1", 'wave: "1" # the first'])],
  ["plan-flag-unread", e(P, ["autonomous: true", "autonomous: mostly"]), e(P, ["autonomous: true", "autonomous: Yes # all of it"])],
  ["plan-id-differs", e(P, ["plan: 01", "plan: 03"]), e(P, ["plan: 01", "plan: 1"], ["phase: 02-page", "phase: 2"])],
  ["dependency-unknown", e(P2, ['"02-01"', '"02-07"']), e(P2, ['"02-01"', '"1", "02-01-PLAN.md"'])],
  ["dependency-on-itself", e(P, ["depends_on: []", "depends_on: [02-01]"]), e(P, ["depends_on: []", "depends_on: [01-01]"])],
  ["dependency-cycle", e(P, ["depends_on: []", "depends_on: [02-02]"]), { "phases/02-page/02-03-PLAN.md": soundPlan("02-03", 3, '"02-01", "02-02"', "src/all.ts", "A page is whole") }],
  ["dependency-on-phase", e(P, ["depends_on: []", "depends_on: [Phase 1]"]), e(P, ["depends_on: []", "depends_on: [none]"])],
  ["dependency-superseded", e(P, ["type: execute", "type: execute\nstatus: superseded"]), { ...e(P, ["type: execute", "type: execute\nstatus: superseded"]), [P2]: (SOUND[P2] ?? "").replace('"02-01"', "").replace("wave: 2", "wave: 1") }],
  ["dependency-not-done", e(P, ["depends_on: []", "depends_on: [01-09]"]), { "ROADMAP.md": [["## Progress", "### Phase 3: Cover\n\n**Goal**: Covers\n\n## Progress"]], "phases/03-cover/03-01-PLAN.md": soundPlan("03-01", 1, '"02-02"', "src/cover.ts", "A cover is there").replace("02-page", "03-cover").replace("03-page", "03-cover") }],
  ["wave-moved", e(P2, ["wave: 2", "wave: 1"]), e(P2, ["wave: 2", "wave: 4"])],
  ["plan-file-outside", e(P, ["files_modified: [src/margins.ts]", "files_modified: [../other/margins.ts]"]), e(P, ["files_modified: [src/margins.ts]", "files_modified: [src/../margins.ts, src/..margins.ts]"])],
  ["plan-empty", e(P, [PLAN.slice(PLAN.indexOf("<objective>")), "Later.\n"]), e(P, [PLAN.slice(PLAN.indexOf("<objective>")), "## Objective\n\nMargins.\n\n## Task 1: Build it\n\nWrite them.\n\n**Verify:** look\n"])],
  ["plan-objective-missing", e(P, ["<objective>\nA page has margins.\n</objective>\n", ""]), e(P, ["<objective>\nA page has margins.\n</objective>\n", "<objective>A page has margins.</objective>\n"])],
  ["plan-tasks-missing", e(P, [PLAN.slice(PLAN.indexOf("<tasks>")), "<tasks>\n</tasks>\n"]), e(P, ["<tasks>\n", ""], ["</tasks>\n", ""])],
  ["plan-tag-unclosed", e(P, ["Write it.</action>", "Write it."]), e(P, ["Write it.</action>", "Write `<action>` and Map<string, number>.</action>"])],
  ["plan-task-name-missing", e(P, ["  <name>Build it</name>\n", ""]), e(P, ["  <name>Build it</name>\n", ""], ['<task type="auto">', "<task type='auto' name='Build it'>"])],
  ["plan-task-action-missing", e(P, ["  <action>Write it.</action>\n", ""]), e(P, ["<action>Write it.</action>", "<behavior>It is there.</behavior>"], ['type="auto"', 'type="auto" tdd="true"'])],
  ["plan-task-verify-missing", e(P, ["  <verify><automated>npm test</automated></verify>\n", ""]), e(P, ["<automated>npm test</automated>", "Look at the page."])],
  ["plan-task-test-missing", e(P, ["<automated>npm test</automated>", "<automated>MISSING — Wave 0 must create tests/margins.test.ts</automated>"]), e(P, ["<automated>npm test</automated>", "<automated>grep -L MISSING src/margins.ts</automated>"])],
  ["plan-checkpoint-unexpected", e(P, ["</tasks>", '<task type="checkpoint:human-verify">\n  <what-built>Margins</what-built>\n</task>\n</tasks>']), e(P, ["autonomous: true", "autonomous: false"], ["</tasks>", '<task type="checkpoint:human-verify">\n  <what-built>Margins</what-built>\n</task>\n</tasks>'])],
  ["plan-checkpoint-options-missing", e(P, ["autonomous: true", "autonomous: false"], ["</tasks>", '<task type="checkpoint:decision">\n  <decision>How wide?</decision>\n</task>\n</tasks>']), e(P, ["autonomous: true", "autonomous: false"], ["</tasks>", '<task type="checkpoint:decision">\n  <decision>How wide?</decision>\n  <options><option id="a"><name>Wide</name></option></options>\n</task>\n</tasks>'])],
  ["plan-must-have-unread", e(P, ['  truths:\n    - "A page has margins"', '  artifacts:\n    - provides: margins']), e(P, ['  truths:\n    - "A page has margins"', '  truths:\n    - A page has margins: 2 cm\n  artifacts:\n    - src/margins.ts'])],
];
