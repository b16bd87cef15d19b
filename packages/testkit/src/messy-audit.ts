import fc from "fast-check";
import { inForm, listSteps, messyForm, messySection } from "./messy-file.js";

/** Files of audits as people leave them: odd but legal, with lines that only look like steps. */
export function messyAudit(): fc.Arbitrary<string> {
  return fc
    .record({
      ...messyForm(),
      header: fc.constantFrom(...HEADERS),
      status: fc.constantFrom("pending", "in-progress", "in-progress", "In progress", "failed", "completed  "),
      ...messySection(BETWEEN),
      tests: fc.constantFrom(...TESTS),
      others: fc.constantFrom(...OTHERS),
      marks: fc.array(fc.constantFrom(" ", " ", "x", "x", "X", "!", ">"), { minLength: 1, maxLength: 20 }),
      details: fc.array(fc.subarray(DETAILS), { minLength: 1, maxLength: 5 }),
      tail: fc.constantFrom("", "", "\n  a word of a person\n", "\n## Notes\n\n- [ ] not a step\n- [x] test `9`\n", "\n```\n- [ ] merge\n```\n"),
    })
    .map(({ header, status, between, heading, style, tests, others, marks, details, tail, ...form }) => {
      const steps = listSteps([...tests, ...others], { style, marks, details });
      return inForm(`${header.replaceAll("{status}", status)}\n${between.join("\n")}\n${heading}\n\n${steps}${tail}`, form);
    });
}

const SHA = "0123456789012345678901234567890123456789";
const HEADERS = [
  `# Audit of phase 3: Auth\n\n- **Phase:** 03\n- **Status:** {status}\n- **Rerun-Failed:** no\n- **Agents:** 2\n- **Heads:** {"app":"${SHA}"}\n- **Base:** {"app":"${SHA}"}\n- **Created:** 2026-01-01T00:00:00.000Z\n`,
  "# Audit\n\n**Phase:** 3\n**Status**: {status}\n**Rerun-Failed:** yes\n**Owner:** somebody\n**Waiting:** 03-05, 03-06\n**Verdict:** gaps_found\n",
  "# Audit\n\nPhase: 03\nStatus: {status}\nVerdict: none\n",
  "# Audit without a status\n\n* **Phase:** 03\n* **Agents:** 3\n",
];
const BETWEEN = ["Some words of a person about [x] and `[ ]`.\n", "```text\n- [ ] test `9`\n**Status:** fenced\n```\n", "<!--\n- [ ] merge\n- **Status:** commented\n-->\n", "> - [ ] record\n", "[!]: https://example.invalid/reference\n"];
const TESTS: readonly (readonly string[])[] = [
  ["test `1`\n- command: npm test\n- origin: full suite", 'test `2`\n- command: "printf \\"a\\\\nb\\""\n- origin: plan 03-01\n- covered-by: 1'],
  ["Test 1\n- command: npm test", "test again `1`\n- inserted: failed", "a line that is no stage"],
  ["test `7`\n- command: go test ./...\n- outcome: failed\n- exit: 1", "test again `7`", "test on base `7`", "diagnose `G-04`\n- truth: `go test` passes\n- source: test\n- severity: major\n- test: 7"],
  [],
];
const OTHERS: readonly (readonly string[])[] = [
  ["look", "verify structure", "merge", "record"],
  ["look\n- gate: listed\n- held: 4", "diagnose `G-01`\n- truth: a\n- source: code\n- severity: minor", "verify structure", "merge", "plan fixes", "check fixes", "record"],
  ["Look", "diagnose G-2\n- truth: b\n- source: verifier\n- severity: blocker\n- files: [\"a b\"]", "verify structure\n- human: [\"look at it\"]", "merge", "plan fixes", "check fixes", "plan fixes\n- cause: no test", "check fixes", "record"],
];
const DETAILS = ["- started: 2026-01-01T00:00:00.000Z", "- error: an old [!] error", "* note: kept 🚀 by the tool", "- owner: a person's own line", "- cause: an old cause", "- finished: 2026-01-01T00:00:01.000Z", "- outcome: passed", "- already: no", "- root-cause: the clock", "- skipped: covered by test 1, which passed", "- cut-off: 2026-01-01T00:00:01.000Z", "- unplanned: yes"];
