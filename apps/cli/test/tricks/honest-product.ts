import type { Act, Purpose, Trick } from "./trick.js";

/** How the phase is tested. */
const SUITE = "npm test";

export const WRONG = `import { UNITS } from "./units.js";

/** Writes seconds as people do. */
export function format(seconds) {
  const parts = [];
  const hours = Math.floor(seconds / UNITS.h);
  if (hours > 0) parts.push(\`\${hours}h\`);
  const minutes = Math.floor(seconds / UNITS.m);
  if (minutes > 0) parts.push(\`\${minutes}m\`);
  if (seconds % UNITS.m > 0 || parts.length === 0) parts.push(\`\${seconds % UNITS.m}s\`);
  return parts.join(" ");
}
`;

/** The same without its defect: minutes are counted from the rest. */
export const RIGHT = WRONG.replace("Math.floor(seconds / UNITS.m)", "Math.floor((seconds % UNITS.h) / UNITS.m)");

const UNITS_TEST = `import assert from "node:assert/strict";
import { test } from "node:test";
import { UNITS } from "../src/units.js";

test("an hour", () => {
  assert.equal(UNITS.h, 3600);
});

test("a minute", () => {
  assert.equal(UNITS.m, 60);
});
`;

export const FORMAT_TEST = `import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { format } from "../src/format.js";

test("seconds", () => {
  assert.equal(format(45), "45s");
});

test("minutes", () => {
  assert.equal(format(1800), "30m");
});

test("hours and minutes", () => {
  assert.equal(format(5400), "1h 30m");
});

test("a list", () => {
  const list = [0, 61, 9000].map((seconds) => format(seconds)).join("\\n");
  assert.equal(\`\${list}\\n\`, readFileSync(new URL("./golden/list.txt", import.meta.url), "utf8"));
});
`;

export const PACKAGE = { name: "durations", version: "0.0.0", type: "module", private: true, scripts: { test: "node --test" } } as const;

/** A text of JSON as people leave it. */
export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const VALIDATION = `---\nphase: 01\nstatus: draft\n---\n\n# Phase 01 Validation\n\n## Test Infrastructure\n\n| Property | Value |\n|----------|-------|\n| Framework | node:test |\n| Full suite command | \`${SUITE}\` |\n`;

/** A plan of the phase. `NN` stands for its number where it closes gaps. */
export function planText(number: string, files: readonly string[], verify: string, closesGaps = false): string {
  return `---\nphase: 01-build\nplan: ${number}\ntype: execute\nwave: 1\ndepends_on: []\nfiles_modified: [${files.map((file) => JSON.stringify(file)).join(", ")}]\nautonomous: true\n${closesGaps ? "gap_closure: true\n" : ""}must_haves:\n  artifacts:\n    - path: src/format.js\n      exports: [format]\n---\n\n<objective>\nWrite seconds as people do.\n</objective>\n\n<tasks>\n\n<task type="auto">\n  <name>Task 1: format</name>\n  <files>${files.join(", ")}</files>\n  <action>Write format(seconds), with tests.</action>\n  <verify><automated>${verify}</automated></verify>\n  <done>it is written</done>\n</task>\n\n</tasks>\n`;
}

const FIRST_FILES = ["src/format.js", "src/index.js", "test/format.test.js", "test/golden/list.txt"];

/** Everything that is there before the job: code with its tests, and a phase that is planned. */
export const PRODUCT: Readonly<Record<string, string>> = {
  "package.json": json(PACKAGE),
  "README.md": "# durations\n",
  "src/units.js": "/** Seconds of each unit. */\nexport const UNITS = { h: 3600, m: 60, s: 1 };\n",
  "src/index.js": 'export { UNITS } from "./units.js";\n',
  "test/units.test.js": UNITS_TEST,
  ".planning/config.json": json({ model_profile: "budget", tests: { timeout_seconds: 20 } }),
  ".planning/STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
  ".planning/ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: Durations are written as people do\n\nPlans:\n- [ ] 01-01-PLAN.md — format\n",
  ".planning/phases/01-build/01-01-PLAN.md": planText("01", FIRST_FILES, "node --test test/units.test.js"),
  ".planning/phases/01-build/01-VALIDATION.md": VALIDATION,
};

/** A summary in form. */
export const summary = (created: readonly string[], more = "None."): string =>
  `---\nphase: 01-build\nplan: NN\nstatus: complete\nkey-files:\n  created: [${created.join(", ")}]\n---\n\n# Phase 1 Plan NN Summary\n\n**Written**\n\n## Deviations from Plan\n\n${more}\n`;

/** What honest agents do in a phase that comes out with a defect, and in its repair. */
const HONEST: Readonly<Record<Purpose, Act>> = {
  "execute-plan 01-01": {
    changes: { "src/format.js": WRONG, "src/index.js": `${PRODUCT["src/index.js"] ?? ""}export { format } from "./format.js";\n`, "test/format.test.js": FORMAT_TEST, "test/golden/list.txt": "0s\n1m 1s\n2h 30m\n" },
    outbox: { "01-01-SUMMARY.md": summary(["src/format.js", "test/format.test.js"]) },
  },
  "execute-plan": { changes: { "src/format.js": RIGHT }, outbox: { "01-NN-SUMMARY.md": summary([]) } },
  "verify-phase": { outbox: { "01-VERIFICATION.md": "---\nphase: 01-build\nstatus: passed\nscore: 1/1\n---\n\n# Verification\n" } },
  "verify-structure": { outbox: { "structure.json": '{ "checked": "PLANS", "gaps": [] }' } },
  diagnose: { outbox: { "diagnosis.json": '{ "gaps": [{ "id": "GAP", "root_cause": "src/format.js:8 counts minutes twice", "certainty": "proved", "evidence": ["the test says 1h 90m"] }] }' } },
  "plan-fixes": {},
  "check-fixes": { outbox: { "plan-check.json": '{ "issues": [] }' } },
};

/** What each agent of a run does: as honest ones, but for those that the trick names. The last one that fits counts. */
export function actsOf({ acts, names = [], verify = "node --test test/units.test.js" }: Pick<Trick, "acts" | "names" | "verify">): readonly (Act & { readonly of: string })[] {
  const fixPlan = { "01-NN-PLAN.md": planText("NN", ["src/format.js", ...names], verify, true) };
  const order: readonly Purpose[] = ["execute-plan", "execute-plan 01-01", "verify-phase", "verify-structure", "diagnose", "plan-fixes", "check-fixes"];
  return order.map((of) => {
    const [honest, own] = [of === "plan-fixes" ? { outbox: fixPlan } : HONEST[of], acts[of]];
    return { of, ...honest, ...own, outbox: { ...honest.outbox, ...own?.outbox } };
  });
}

/** The agent that stops the job where the gaps are known and nobody has planned their repair. */
export const STOPPER = { of: "plan-fixes", outbox: { "result.json": '{ "status": "budget-exceeded", "message": "here the scene begins" }' } } as const;
