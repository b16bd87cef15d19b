import fc from "fast-check";
import { inForm, messyForm, messySection } from "./messy-file.js";

/** Job files as people and older tools leave them: odd but legal, with lines that only look like steps. */
export function messyJob(): fc.Arbitrary<string> {
  return fc
    .record({
      ...messyForm(),
      header: fc.constantFrom(...HEADERS),
      ...messySection(BETWEEN),
      indent: fc.constantFrom("", " ", "  "),
      steps: fc.array(fc.tuple(fc.constantFrom(" ", "x", "X", "!", ">"), fc.constantFrom(...COMMANDS), fc.subarray(DETAILS), fc.constantFrom("", "", "", "\n", "  a word of a person\n")), { minLength: 1, maxLength: 6 }),
      after: fc.subarray(AFTER),
    })
    .map(({ header, between, heading, style, indent, steps, after, ...form }) => {
      const pad = indent + " ".repeat(Math.max(2, style.length));
      const lines = steps.map(([mark, command, details, tail]) => `${indent}${style}[${mark}] ${command}\n${details.map((detail) => `${pad}${detail}\n`).join("")}${tail}`).join("");
      return inForm(`${header}\n${between.join("\n")}\n${heading}\n\n${lines}${after.length === 0 ? "" : `\n${after.join("\n")}\n`}`, form);
    });
}

const HEADERS = [
  "# Milestone job v1.1\n\n- **Version:** v1.1\n- **Status:** pending\n- **Check:** yes\n- **GapFixCycle:** 0\n- **PhaseFixCycle:** {}\n",
  "# Job\n\n**Version:** v1.1\n**Status:** failed\n**Check**: no\n**Owner:** somebody\n",
  "# Job\n\n* **Version**: v1.1\n* **Status:** in-progress\n* **Started:** 2026-01-01T00:00:00.000Z\n* **GapFixCycle:** 2\n",
  "# Job\n\n- **Version:** v1.1\n- **Status:** in-progress\n- **Started:** 2026-01-01T00:00:00.000Z\n- **PhaseFixCycle:** {\"1\":1,\"02\":2}\n",
  "# Job without a header\n",
];
const BETWEEN = [
  "Some words of a person about [x] and `[ ]`.\n",
  "```text\n- [ ] `/dgs:plan-phase 9`\n**Status:** fenced\n```\n",
  "<!--\n- [ ] `/dgs:plan-phase 8`\n- **Status:** commented\n-->\n",
  "> - [ ] `/dgs:plan-phase 7`\n",
  "[!]: https://example.invalid/reference\n",
];
const COMMANDS = ["`/dgs:plan-phase 1 --non-interactive`", "/gsd:execute-phase 02 --gaps-only", "`/dgs:audit-phase 1`", "`/dgs:audit-phase 2`  ", "/dgs:audit-milestone", "`/dgs:plan-milestone-gaps --auto`", "`/dgs:map-codebase`"];
const DETAILS = ["- started: 2026-01-01T00:00:00.000Z", "- error: an old [!] error", "* note: kept 🚀 by the tool", "- human-needed: look at it", "- owner: a person's own line", "- finished: 2026-01-01T00:00:01.000Z", "- inserted: phase 1 cycle 1", "- evidence: 5f3a"];
const AFTER = ["## Notes", "- [ ] not a step", "- [x] `/dgs:plan-phase 6`", "```", "- [ ] `/dgs:plan-phase 5`", "| a | b |\n|---|---|\n| 1 | 2 |"];
