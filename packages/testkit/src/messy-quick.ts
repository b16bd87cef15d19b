import fc from "fast-check";
import { inForm, listSteps, messyForm, messySection } from "./messy-file.js";

/** Files of quicks as people leave them: odd but legal, with lines that only look like steps. */
export function messyQuick(): fc.Arbitrary<string> {
  return fc
    .record({
      ...messyForm(),
      status: fc.constantFrom("pending", "in-progress", "ready", "ready", "completing", "completing", "failed", "abandoning", "Ready  "),
      kind: fc.constantFrom("product-level", "product-level", "milestone-context"),
      header: fc.constantFrom(...HEADERS),
      ...messySection(BETWEEN),
      work: fc.constantFrom(...WORK),
      more: fc.constantFrom(...MORE),
      marks: fc.array(fc.constantFrom(" ", "x", "x", "X", "!", ">"), { minLength: 1, maxLength: 30 }),
      details: fc.array(fc.subarray(DETAILS), { minLength: 1, maxLength: 5 }),
      tail: fc.constantFrom("", "", "\n  a word of a person\n", "\n## Notes\n\n- [ ] not a step\n- [x] fetch `app`\n", "\n```\n- [ ] fetch `app`\n"),
    })
    .map(({ status, kind, header, between, heading, style, work, more, marks, details, tail, ...form }) => {
      const steps = listSteps([...work, ...more], { style, marks, details });
      return inForm(`${header.replaceAll("{status}", status).replaceAll("{kind}", kind)}\n${between.join("\n")}\n${heading}\n\n${steps}${tail}`, form);
    });
}

const HEADERS = [
  "# Quick: fix auth\n\n- **Title:** fix auth\n- **Kind:** {kind}\n- **Status:** {status}\n- **Branch:** quick/fix-auth\n- **Base:** main\n- **Worktree:** {repo}--quick-fix-auth\n- **Guidance:** full, debug\n- **Created:** 2026-01-01T00:00:00.000Z\n",
  "# Quick\n\n**Kind:** {kind}\n**Status**: {status}\n**Branch:** quick/fix-auth\n**Base:** main\n**Worktree:** {repo}--quick-fix-auth\n**Owner:** somebody\n",
  "# Quick\n\nKind: {kind}\nStatus: {status}\nBranch: quick/fix-auth\nBase: main\nWorktree: {repo}--quick-fix-auth\nRaces: {\"app\":2}\n",
  "# Quick without a status\n\n* **Kind:** {kind}\n* **Branch:** quick/fix-auth\n* **Base:** main\n* **Worktree:** {repo}--quick-fix-auth\n",
];
const BETWEEN = ["Some words of a person about [x] and `[ ]`.\n", "```text\n- [ ] fetch `app`\n**Status:** fenced\n```\n", "<!--\n- [ ] keep `app`\n- **Status:** commented\n-->\n", "> - [ ] fetch `app`\n", "[!]: https://example.invalid/reference\n"];
const WORK: readonly (readonly string[])[] = [
  ["create worktree `app`", "run agent", "commit `app`"],
  ["Create worktree app", "run agent", "commit app  ", "a line that is no stage"],
  ["create worktree `app`", "create worktree `lib`", "run agent", "commit `app`", "commit `lib`"],
  ["run agent", "commit `app`"],
];
const MORE: readonly (readonly string[])[] = [
  [],
  [],
  ["fetch `app`", "rebase `app`", "gate `app`", "fast-forward `app`", "push `app`", "remove worktree `app`", "remove branch `app`"],
  ["fetch `app`", "fetch `lib`", "rebase `app`", "resolve conflict `app`", "rebase `lib`", "gate `app`", "gate `lib`", "fast-forward `app`", "fast-forward `lib`", "push `app`", "push `lib`", "remove worktree `app`"],
  ["fetch `app`", "rebase `app`", "resolve conflict `app`", "undo rebase `app`", "rebase `app`", "gate `app`", "fast-forward `app`", "push `app`", "keep `app`", "take back `app`", "remove worktree `app`", "remove branch `app`"],
  ["keep `app`", "remove worktree `app`", "remove branch `app`"],
];
const DETAILS = ["- started: 2026-01-01T00:00:00.000Z", "- error: an old [!] error", "* note: kept 🚀 by the tool", "- owner: a person's own line", "- cause: an old cause", "- finished: 2026-01-01T00:00:01.000Z", "- inserted: race 1", "- before: 0123456789012345678901234567890123456789", "- after: 1123456789012345678901234567890123456789", '- files: ["a b.ts","\\u000a"]', "- commits: 3", "- cut-off: 2026-01-01T00:00:01.000Z"];
