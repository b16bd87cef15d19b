import { describe, expect, it } from "vitest";
import { applyEdits } from "../text/edit.js";
import { approvalEdits, foundGapEdits } from "./verification-edits.js";
import { readHeadFacts } from "./head-facts.js";
import { readVerification } from "./verification.js";

const at = "2026-01-02T03:04:05.000Z";
const front = (...lines: readonly string[]): string => `---\nphase: 03-auth\n${lines.join("\n")}${lines.length > 0 ? "\n" : ""}---\n\n# Verification\n\nProse about status: gaps_found.\n`;

describe("approvalEdits", () => {
  it("makes the status passed and keeps what it was, every other byte as it is", () => {
    const before = front("status: human_needed  # by the verifier", "human_verification:", "  - test: Open it");
    const after = applyEdits(before, approvalEdits(before, at));
    expect(after).toBe(front("status: passed  # by the verifier", "human_verification:", "  - test: Open it", "previous_status: human_needed", `approved: ${at}`, "approved_by: person"));
    expect(readHeadFacts(after).status).toBe("passed");
    expect(readVerification(after, "x").human).toHaveLength(1);
  });

  it.each([["none at all", "# Verification\n"], ["Windows line ends", front("status: human_needed").replaceAll("\n", "\r\n")], ["a byte order mark", `\ufeff${front("status: human_needed")}`]])("works on %s", (_name, before) => {
    const after = applyEdits(before, approvalEdits(before, at));
    expect(readVerification(after, "x").status).toBe("passed");
    if (before.includes("\r\n")) expect(after.replaceAll("\r\n", "")).not.toContain("\n");
  });
});

describe("foundGapEdits", () => {
  it.each<[string, string[], string[]]>([
    ["no gaps", ["status: human_needed"], []],
    ["an empty list", ["status: human_needed", "gaps: []", "score: 3/3"], []],
    ["an empty list with a comment", ["gaps: [] # none", "status: human_needed"], []],
    ["null", ["status: human_needed", "gaps: ~"], []],
    ["a list", ["status: human_needed", "gaps:", '  - truth: "Limited: 5/min"', "    status: failed", "score: 3/5"], ["Limited: 5/min"]],
    ["a list at column 0", ["status: human_needed", "gaps:", "- truth: one", "  status: failed", "- truth: two"], ["one", "two"]],
    ["a list in brackets", ["status: human_needed", "gaps: [{truth: one, status: failed}]"], ["one"]],
    ["a list in brackets over lines", ["status: human_needed", "gaps: [", "  {truth: one, status: failed}", "]"], ["one"]],
    ["a text", ["status: human_needed", "gaps: the button is red"], ["the button is red"]],
  ])("adds what a person found to %s", (_name, lines, already) => {
    const issue = 'the "logo" is cut: 2px\n# off\n---\nstatus: passed';
    for (const before of [front(...lines), front(...lines).replaceAll("\n", "\r\n")]) {
      const after = applyEdits(before, foundGapEdits(before, issue, at));
      const verification = readVerification(after, "x");
      expect(verification.problems).toEqual([]);
      expect(verification.status).toBe("gaps_found");
      expect(verification.gaps.map(({ truth }) => truth)).toEqual([...already, 'the "logo" is cut: 2px # off --- status: passed']);
      expect(after.endsWith(before.slice(before.lastIndexOf("# Verification")))).toBe(true);
      const twice = applyEdits(after, foundGapEdits(after, "another", at));
      expect(readVerification(twice, "x").gaps.map(({ truth }) => truth)).toEqual([...already, 'the "logo" is cut: 2px # off --- status: passed', "another"]);
    }
  });

  it("begins a front matter where there is none, and makes no edit where it is not closed", () => {
    expect(readVerification(applyEdits("# V\n", foundGapEdits("# V\n", "broken", at)), "x")).toMatchObject({ status: "gaps_found", gaps: [{ truth: "broken" }], problems: [] });
    expect(foundGapEdits("---\nstatus: human_needed\n", "broken", at)).toEqual([]);
  });
});
