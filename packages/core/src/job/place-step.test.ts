import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCommandFault } from "./command-line.js";
import { placeJob } from "./place.js";
import { placeStep } from "./place-step.js";

const HEAD = ["# Milestone job v1.0", "", "- **Version:** v1.0", "- **Status:** in-progress", "Check: yes", "Some words.", "> - [ ] `/dgs:plan-phase 9`", "<!-- a comment -->", "```", "---", "milestone: v1.0", "- [ ] `/dgs:plan-phase 8`", "<details>"];
const BODY = ["- [ ] `/dgs:plan-phase 1`", "- [x] `/dgs:execute-phase 2 --gaps-only`", "- [>] `/dgs:audit-phase 3`", "  - started: 2026-01-01T00:00:00.000Z", "  - error: <!-- [ ] ``` | a \u2028 b", "  - human-needed: look", "  - owner", ""];
/** Lines that are nearly as DGS writes them, or that change what the lines around them are. */
const STRANGE = ["- [ ] `/dgs:unknown 1`", "- [ ] /dgs:plan-phase 1", "- [😀] `/dgs:plan-phase 1`", "- [!] `/dgs:plan-phase 1` \u2028", "* [ ] `/dgs:plan-phase 1`", "  - [ ] `/dgs:plan-phase 1`", "      - deep: 1", "    code", "  words", "```", "~~~", "<div>", "<!--", "-->", "---", "===", "## Steps", "## Notes", "> quoted", "[!]: /url", "[^1]: note", "|---|", "  - 1. one", "  - ```", "  - <pre>", "\t- tab: 1", "- [ ] `/dgs:plan-phase 1`\r", "- [", "- []] `/dgs:plan-phase 1`"];

const text = fc
  .record({
    bom: fc.constantFrom("", "", "", "\uFEFF"),
    head: fc.array(fc.constantFrom(...HEAD), { maxLength: 6 }),
    heading: fc.constantFrom("## Steps", "## Steps", "## Steps", "## Steps ##", "# steps"),
    body: fc.array(fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...BODY) }, { weight: 1, arbitrary: fc.constantFrom(...STRANGE) }), { maxLength: 12 }),
    end: fc.constantFrom("\n", ""),
  })
  .map(({ bom, head, heading, body, end }) => `${bom}${[...head, heading, ...body].join("\n")}${end}`);

describe("placeStep", () => {
  it("finds what placeJob finds, wherever it answers", () => {
    let answers = 0;
    fc.assert(
      fc.property(text, (source) => {
        const { steps: all, fields, fieldEnd } = placeJob(source);
        const steps = all.filter(({ command }) => !isCommandFault(command));
        for (const [index, step] of steps.entries()) {
          const found = placeStep(source, index, steps.length);
          if (found === undefined) continue;
          expect(found).toEqual({ fields, fieldEnd, step });
          answers++;
        }
        expect(placeStep(source, steps.length, steps.length)).toBeUndefined();
      }),
      { numRuns: 4000 },
    );
    expect(answers).toBeGreaterThan(1000);
  });

  it.each(["- [ ] `/dgs:unknown 1`", "```", "> quoted", "- [x] `/dgs:plan-phase 2`\r", "* [ ] `/dgs:plan-phase 2`", "## Notes", "## Steps"])("leaves a text with %j to placeJob", (line) => {
    const plain = "# Job\n\n- **Status:** pending\n\n## Steps\n\n- [ ] `/dgs:plan-phase 1`\n";
    expect(placeStep(plain, 0, 1)).toBeDefined();
    expect(placeStep(`${plain}${line}\n`, 0, 1)).toBeUndefined();
  });
});
