// What the agents of the demo did, as a tape for the replay adapter: one entry per run. In phase 2 the executor of plan
// 02-01 leaves a defect that its own test does not see; the audit finds it, and a gap-fix cycle repairs it. The last run is
// that of a quick, on the base branch.
import { codeFiles, plan, validation } from "./sample-product.mjs";
import { discussed, file, json, left, mapped } from "./tape-parts.mjs";

// What the last plan of a phase completes.
const completes = { "01-03": "PARSE-01", "02-02": "FORMAT-01" };

const summary = (phase, id, title, oneLiner, created, modified = []) =>
  file(
    `${id}-SUMMARY.md`,
    `---\nphase: ${phase}\nplan: ${id.slice(-2)}\nstatus: complete\nsubsystem: durations\ntags: [${title.toLowerCase()}]\nkey-files:\n  created: [${created.join(", ")}]\n  modified: [${modified.join(", ")}]\n${id in completes ? `requirements-completed: [${completes[id]}]\n` : ""}---\n\n# Phase ${Number(id.slice(0, 2))} Plan ${id.slice(-2)}: ${title} Summary\n\n**${oneLiner}**\n\n## Accomplishments\n\n- ${oneLiner}\n\n## Deviations from Plan\n\nNone.\n\n## Self-Check: PASSED\n`,
  );

const tasks = (title, files) => file("tasks.json", `${JSON.stringify([{ task: 1, title, files }], undefined, 2)}\n`);

const executed = (id, phase, title, oneLiner, changes, modified = [], delayMs = 0) => {
  const paths = changes.map((change) => change.path);
  return {
    purpose: `execute-plan ${id}`,
    role: "executor",
    changes,
    outbox: [summary(phase, id, title, oneLiner, paths.filter((path) => !modified.includes(path)), modified), tasks(title.toLowerCase(), paths)],
    result: { type: "completed", usage: { inputTokens: 5200, outputTokens: 900 } },
    ...(delayMs === 0 ? {} : { delayMs }),
  };
};

const verified = (phase, done) => ({
  purpose: `verify-phase ${Number(phase)} ${done}`,
  role: "verifier",
  changes: [],
  outbox: [file(`${phase}-VERIFICATION.md`, `---\nphase: ${phase}\nstatus: passed\nscore: 1/1 must-haves verified\n---\n\n# Phase ${Number(phase)} Verification\n\n## Goal Achievement\n\nThe files are there and export what the goal needs.\n`)],
  result: { type: "completed" },
});

const UNITS = "/** Seconds of each unit. */\nexport const units = { h: 3600, m: 60, s: 1 };\n";
const UNITS_TEST = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { units } from "../src/units.js";\n\ntest("an hour has 3600 seconds", () => assert.equal(units.h, 3600));\n';
const TOKENS = "/** Splits `1h 30m` into amounts and units. */\nexport function tokens(text) {\n  return [...text.matchAll(/(\\d+)\\s*([a-z]+)/g)].map(([, amount, unit]) => ({ amount: Number(amount), unit }));\n}\n";
const TOKENS_TEST = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { tokens } from "../src/tokens.js";\n\ntest("amounts and units are split", () => assert.deepEqual(tokens("1h 30m"), [{ amount: 1, unit: "h" }, { amount: 30, unit: "m" }]));\n';
const PARSE = 'import { tokens } from "./tokens.js";\nimport { units } from "./units.js";\n\n/** Reads a duration as seconds; throws on a unit that it does not know. */\nexport function parse(text) {\n  return tokens(text).reduce((sum, { amount, unit }) => {\n    if (!(unit in units)) throw new RangeError(`unknown unit: ${unit}`);\n    return sum + amount * units[unit];\n  }, 0);\n}\n';
const PARSE_TEST = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { parse } from "../src/parse.js";\n\ntest("1h 30m is 5400 seconds", () => assert.equal(parse("1h 30m"), 5400));\ntest("unknown units are refused", () => assert.throws(() => parse("3 fortnights"), RangeError));\n';
// The defect: hours are left out of the rest, so minutes come out wrong from one hour on.
const BAD_FORMAT = 'import { units } from "./units.js";\n\n/** Writes seconds as people write durations. */\nexport function format(seconds) {\n  const parts = [];\n  for (const [unit, size] of Object.entries(units)) {\n    const amount = Math.floor(seconds / size);\n    if (amount > 0) parts.push(`${amount}${unit}`);\n    if (unit !== "h") seconds -= amount * size;\n  }\n  return parts.join(" ");\n}\n';
const GOOD_FORMAT = BAD_FORMAT.replace('    if (unit !== "h") seconds -= amount * size;\n', "    seconds -= amount * size;\n");
const FORMAT_TEST = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { format } from "../src/format.js";\n\ntest("90 seconds are 1m 30s", () => assert.equal(format(90), "1m 30s"));\n';
const LICENCE_TEST = 'import assert from "node:assert/strict";\nimport { readFileSync } from "node:fs";\nimport { test } from "node:test";\n\ntest("the package names its licence", () => assert.equal(JSON.parse(readFileSync("package.json", "utf8")).license, "MIT"));\n';
const INDEX = 'export { format } from "./format.js";\nexport { parse } from "./parse.js";\n';
const INDEX_TEST = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport * as durations from "../src/index.js";\n\ntest("both directions are there", () => assert.deepEqual(Object.keys(durations).sort(), ["format", "parse"]));\n';
const ROUND_TRIP_TEST = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { format, parse } from "../src/index.js";\n\nfor (const seconds of [1, 59, 60, 3600, 5400, 86399]) {\n  test(`what is written for ${seconds} can be read again`, () => assert.equal(parse(format(seconds)), seconds));\n}\n';

const RESEARCH = "# Phase 2 Research\n\n<user_constraints>\n- **D-01:** Units of zero are left out\n</user_constraints>\n\n## Standard Stack\n\nNothing new: `src/units.js` has the seconds of each unit (HIGH).\n\n## Common Pitfalls\n\n- What was written for a unit has to go from the rest, or it is counted twice: shows itself from one hour on (HIGH)\n\n## Validation Architecture\n\n`node --test` is there: `node --test test/format.test.js` for one file, `node --test` for all.\n\n## Sources\n\n- `src/units.js`, `src/parse.js`\n";

const withLicence = (text) => `${JSON.stringify({ ...JSON.parse(text), license: "MIT" }, undefined, 2)}\n`;

/** What the four agents write of the code after phase 1. */
const CODE_MAP = {
  stack: {
    "STACK.md": "# Stack\n\n- JavaScript modules on Node, no dependencies (`package.json`)\n- Tests: the runner of Node, by `node --test`\n",
    "INTEGRATIONS.md": "# Integrations\n\nNot applicable: the code talks to nothing outside of itself.\n",
  },
  architecture: {
    "ARCHITECTURE.md": "# Architecture\n\n- `src/parse.js` asks `src/tokens.js` for amounts, and `src/units.js` for what a unit is worth\n",
    "STRUCTURE.md": "# Structure\n\n- `src/units.js`: seconds of each unit\n- `src/tokens.js`: amounts and units of a text\n- `src/parse.js`: a duration as seconds\n",
  },
  quality: {
    "CONVENTIONS.md": "# Conventions\n\n- One function a file, named after it (`src/parse.js`)\n- What cannot be read is thrown as a RangeError (`src/parse.js:7`)\n",
    "TESTING.md": "# Testing\n\n`node --test` runs everything below `test/`.\n",
  },
  concerns: { "CONCERNS.md": "# Concerns\n\n- `src/parse.js` takes the same unit twice: `1h 1h` is two hours. Certain\n" },
};

/** The tape of the demo. */
export const tape = {
  version: 1,
  name: "durations, a milestone of two phases",
  entries: [
    // These two take some time, so that they are seen to run side by side.
    executed("01-01", "01-parse", "Units", "A table of units with its test", [file("src/units.js", UNITS), file("test/units.test.js", UNITS_TEST)], [], 4000),
    executed("01-02", "01-parse", "Tokens", "A tokenizer for amounts and units", [file("src/tokens.js", TOKENS), file("test/tokens.test.js", TOKENS_TEST)], [], 3000),
    executed("01-03", "01-parse", "Parser", "A parser that refuses unknown units", [file("src/parse.js", PARSE), file("test/parse.test.js", PARSE_TEST)]),
    verified("01", 3),
    left("verify-structure 1 1", "phase-verifier", file("structure.json", json({ checked: ["01-01", "01-02", "01-03"], gaps: [] }))),
    discussed("02", "# Phase 2 Context\n\n**Status:** Ready for planning\n\n<decisions>\n- **D-01:** Units of zero are left out (assumed)\n</decisions>\n\n<deferred>\nDays and weeks.\n</deferred>\n"),
    ...mapped(CODE_MAP),
    left("research-phase 2", "phase-researcher", file("02-RESEARCH.md", RESEARCH)),
    {
      purpose: "plan-phase 2",
      role: "planner",
      changes: [],
      outbox: [
        file("02-01-PLAN.md", plan({ phase: "02-format", number: "01", wave: 1, dependsOn: [], files: ["src/format.js", "test/format.test.js"], what: "Write seconds as a duration", task: "format", verify: "node --test test/format.test.js" })),
        file("02-02-PLAN.md", plan({ phase: "02-format", number: "02", wave: 2, dependsOn: ["02-01"], files: ["src/index.js", "test/index.test.js", "test/round-trip.test.js"], what: "Export both directions", requirements: ["FORMAT-01"], task: "front door", verify: "node --test test/index.test.js" })),
        file("02-VALIDATION.md", validation("02", [["02-01-01", "01", 1, "FORMAT-01", "node --test test/format.test.js"], ["02-02-01", "02", 2, "FORMAT-01", "node --test test/index.test.js"]])),
      ],
      result: { type: "completed" },
    },
    left("check-plans 2 1", "plan-checker", file("plan-check.json", json({ issues: [] }))),
    executed("02-01", "02-format", "Format", "Seconds are written with hours, minutes and seconds", [file("src/format.js", BAD_FORMAT), file("test/format.test.js", FORMAT_TEST)]),
    executed("02-02", "02-format", "Front door", "Both directions are exported", [file("src/index.js", INDEX), file("test/index.test.js", INDEX_TEST), file("test/round-trip.test.js", ROUND_TRIP_TEST)]),
    verified("02", 2),
    left("verify-structure 2 1", "phase-verifier", file("structure.json", json({ checked: ["02-01", "02-02"], gaps: [] }))),
    left(
      "diagnose 2 1 G-01",
      "debugger",
      file("diagnosis.json", json({ gaps: [{ id: "G-01", root_cause: "src/format.js:8 leaves the hours in the rest, so minutes are counted twice from one hour on", certainty: "proved", evidence: ["format(5400) returns 1h 90m"], artifacts: [{ path: "src/format.js", issue: "the rest is not made smaller for hours" }], missing: ["every unit is taken out of the rest"] }] })),
    ),
    {
      purpose: "plan-fixes 2 1 1",
      role: "planner",
      changes: [],
      outbox: [file("02-03-PLAN.md", plan({ phase: "02-format", number: "03", wave: 1, dependsOn: [], files: ["src/format.js"], what: "Take the hours out of the rest before minutes are counted", task: "mend the rest", verify: "node --test", gapClosure: true }))],
      result: { type: "completed" },
    },
    left("check-fixes 2 1 1", "plan-checker", file("plan-check.json", json({ issues: [] }))),
    executed("02-03", "02-format", "Mend the rest", "Minutes are right from one hour on", [file("src/format.js", GOOD_FORMAT)], ["src/format.js"]),
    verified("02", 3),
    // Of the audit in the cycle, and of one more that a person runs.
    ...["2 2", "2 3"].map((audit) => left(`verify-structure ${audit}`, "phase-verifier", file("structure.json", json({ checked: ["02-01", "02-02", "02-03"], gaps: [] })))),
    {
      purpose: "audit-milestone v1.0 0",
      role: "integration-checker",
      changes: [],
      outbox: [file("findings.json", '{"gaps": [], "notes": "format and parse share the units and are both exported."}\n')],
      result: { type: "completed" },
    },
    {
      purpose: "quick name-the-licence",
      role: "executor",
      changes: [file("package.json", withLicence(codeFiles["package.json"])), file("test/licence.test.js", LICENCE_TEST)],
      outbox: [file("SUMMARY.md", "---\nstatus: complete\n---\n\n# Summary\n\n**package.json names the licence, and a test sees it**\n"), tasks("name the licence in package.json", ["package.json", "test/licence.test.js"])],
      result: { type: "completed" },
    },
  ],
};
