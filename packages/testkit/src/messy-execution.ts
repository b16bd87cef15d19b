import fc from "fast-check";
import { inForm, listSteps, messyForm, messySection } from "./messy-file.js";

/** Files of executions as people leave them: odd but legal, with lines that only look like steps. */
export function messyExecution(): fc.Arbitrary<string> {
  return fc
    .record({
      ...messyForm(),
      header: fc.constantFrom(...HEADERS),
      status: fc.constantFrom("pending", "in-progress", "in-progress", "Waiting", "failed", "completed  "),
      ...messySection(BETWEEN),
      plans: fc.constantFrom(...PLANS),
      ends: fc.constantFrom(...ENDS),
      marks: fc.array(fc.constantFrom(" ", " ", "x", "x", "X", "!", ">"), { minLength: 1, maxLength: 20 }),
      details: fc.array(fc.subarray(DETAILS), { minLength: 1, maxLength: 5 }),
      tail: fc.constantFrom("", "", "\n  a word of a person\n", "\n## Notes\n\n- [ ] not a step\n- [x] run `03-09`\n", "\n```\n- [ ] verify\n```\n"),
    })
    .map(({ header, status, between, heading, style, plans, ends, marks, details, tail, ...form }) => {
      const steps = listSteps([...plans, ...ends], { style, marks, details });
      return inForm(`${header.replaceAll("{status}", status)}\n${between.join("\n")}\n${heading}\n\n${steps}${tail}`, form);
    });
}

const HEADERS = [
  "# Execution of phase 3: Auth\n\n- **Phase:** 03\n- **Status:** {status}\n- **Schedule:** waves\n- **Agents:** 2\n- **On-Failure:** continue\n- **Created:** 2026-01-01T00:00:00.000Z\n",
  "# Execution\n\n**Phase:** 3\n**Status**: {status}\n**Schedule:** dag\n**Agents:** 3\n**Owner:** somebody\n**Again:** {\"03-01\":1}\n**Verdict:** gaps_found\n",
  "# Execution\n\nPhase: 03\nStatus: {status}\nOn-Failure: halt\nVerdict: none\n",
  "# Execution without a status\n\n* **Phase:** 03\n* **Agents:** 1\n",
];
const BETWEEN = ["Some words of a person about [x] and `[ ]`.\n", "```text\n- [ ] run `03-09`\n**Status:** fenced\n```\n", "<!--\n- [ ] verify\n- **Status:** commented\n-->\n", "> - [ ] record\n", "[!]: https://example.invalid/reference\n"];
const PLANS: readonly (readonly string[])[] = [
  ["run `03-01`\n- wave: 1", "land `03-01`"],
  ["Run 03-01", "land 3-1  ", "a line that is no stage"],
  ["run `03-01`\n- wave: 1\n- apart: 03-02", "land `03-01`", "run `03-02`\n- wave: 1", "land `03-02`", "run `03-03`\n- wave: 2\n- comes-after: 03-01, 03-02", "land `03-03`"],
  ["run `03-01`", "checkpoint `03-01`\n- kind: decision\n- task: 2", "continue `03-01`", "land `03-01`", "run `03-02`", "land `03-02`", "resolve conflict `03-02`\n- files: [\"a b\"]", "land `03-02`"],
  [],
];
const ENDS: readonly (readonly string[])[] = [["verify", "record"], ["verify", "record"], ["verify", "approve", "record"], ["verify", "record", "verify", "record"]];
const DETAILS = ["- started: 2026-01-01T00:00:00.000Z", "- error: an old [!] error", "* note: kept 🚀 by the tool", "- owner: a person's own line", "- cause: an old cause", "- finished: 2026-01-01T00:00:01.000Z", "- waiting: 2026-01-01T00:00:01.000Z", "- answer: the red one", "- by: person", "- before: 0123456789012345678901234567890123456789", "- then: continue", "- commits: 3", "- cut-off: 2026-01-01T00:00:01.000Z"];
