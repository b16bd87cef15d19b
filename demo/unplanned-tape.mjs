// What the agents did where the demo begins with a bare roadmap: phase 1 is discussed, mapped, looked into and planned, too,
// and from there on it goes as on the tape of the planned product. The planner counts a wave wrong, which DGS mends, and
// forgets what the roadmap's second criterion asks for: the plan checker sees it, and the planner's second run plans it.
import { plan, planningFiles, validation } from "./sample-product.mjs";
import { tape } from "./sample-tape.mjs";
import { discussed, file, json, left, mapped } from "./tape-parts.mjs";

const CONTEXT = "# Phase 1 Context\n\n**Status:** Ready for planning\n\n<decisions>\n- **D-01:** Hours, minutes and seconds are known, by one letter each (assumed)\n- **D-02:** An unknown unit is thrown as a RangeError that names it (assumed)\n</decisions>\n\n<deferred>\nDays and weeks.\n</deferred>\n";

const RESEARCH = "# Phase 1 Research\n\n<user_constraints>\n- **D-01:** Hours, minutes and seconds are known, by one letter each\n- **D-02:** An unknown unit is thrown as a RangeError that names it\n</user_constraints>\n\n## Standard Stack\n\nNothing beyond Node: `package.json` has no dependencies, and three units need none (HIGH).\n\n## Common Pitfalls\n\n- A name such as `constructor` is in every object: look it up where only units are (MEDIUM)\n\n## Validation Architecture\n\n`node --test` is there, by `npm test`: `node --test test/units.test.js` for one file, `node --test` for all.\n\n## Sources\n\n- `package.json`, `README.md`\n";

/** What the four agents write of the code before phase 1. */
const MAP_BEFORE = {
  stack: {
    "STACK.md": "# Stack\n\n- JavaScript modules on Node, no dependencies (`package.json`)\n- Tests: the runner of Node, by `node --test`\n",
    "INTEGRATIONS.md": "# Integrations\n\nNot applicable: the code talks to nothing outside of itself.\n",
  },
  architecture: {
    "ARCHITECTURE.md": "# Architecture\n\nNot applicable: there is no code yet, only `package.json` and `README.md`.\n",
    "STRUCTURE.md": "# Structure\n\n- `src/`: empty, kept by `src/.gitkeep`\n",
  },
  quality: {
    "CONVENTIONS.md": "# Conventions\n\n- Modules, not CommonJS (`package.json`)\n",
    "TESTING.md": "# Testing\n\n`node --test` runs everything below `test/`, which is not there yet.\n",
  },
  concerns: { "CONCERNS.md": "# Concerns\n\n- There is no test yet (`package.json`). Certain\n" },
};

const first = (id) => file(`${id}-PLAN.md`, planningFiles[`.planning/phases/01-parse/${id}-PLAN.md`]);

/** What the planner leaves: it takes the plans for a row of waves, and counts on. */
const planned = (attempt, what) => ({
  ...left("plan-phase 1", "planner", first("01-01")),
  attempt,
  outbox: [
    first("01-01"),
    first("01-02"),
    file("01-03-PLAN.md", plan({ phase: "01-parse", number: "03", wave: 3, dependsOn: ["01-01", "01-02"], files: ["src/parse.js", "test/parse.test.js"], what, requirements: ["PARSE-01"], task: "parser", verify: "node --test test/parse.test.js" })),
    file("01-VALIDATION.md", validation("01", [["01-03-01", "03", 3, "PARSE-01", "node --test test/parse.test.js"]])),
  ],
});

const BLOCKER = { plan: "01-03", task: 1, severity: "blocker", kind: "coverage", text: "no plan refuses unknown units, which is success criterion 2 of the phase", fix: "have 01-03 refuse them, and test it" };
const WARNING = { plan: "01-02", severity: "warning", kind: "task", text: "nothing says what becomes of text between amounts", fix: "say it in the action" };

/** What follows the job of the planned product: a second audit, and a quick. */
const isBehindTheJob = ({ purpose }) => purpose === "verify-structure 2 3" || purpose.startsWith("quick ");

/** The tape of the demo from a bare roadmap. */
export const unplannedTape = {
  // The code base is mapped twice, before each of the phases.
  version: 2,
  name: "durations, a milestone of two phases of which none is planned",
  entries: [
    discussed("01", CONTEXT),
    // Of code that is written they say nothing true, also where the tape is played from its beginning again.
    ...mapped(MAP_BEFORE).map((entry) => ({ ...entry, expects: [{ path: "src/parse.js", absent: true }] })),
    left("research-phase 1", "phase-researcher", file("01-RESEARCH.md", RESEARCH)),
    planned(1, "Read a duration as seconds"),
    left("check-plans 1 1", "plan-checker", file("plan-check.json", json({ issues: [BLOCKER] }))),
    planned(2, "Read a duration as seconds, and refuse unknown units"),
    left("check-plans 1 2", "plan-checker", file("plan-check.json", json({ issues: [WARNING] }))),
    ...tape.entries.filter((entry) => !isBehindTheJob(entry)),
  ],
};
