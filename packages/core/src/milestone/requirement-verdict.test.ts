import { describe, expect, it } from "vitest";
import { judgeRequirement, type RequirementSigns, type RequirementVerdict, type SummarySign, type TraceSign, type VerificationSign, whoMends } from "./requirement-verdict.js";

const TRACES: readonly TraceSign[] = ["complete", "open", "blocked", "missing", "unknown"];
const SUMMARIES: readonly SummarySign[] = ["completed", "unlisted", "open", "none", "unknown"];
const VERIFICATIONS: readonly VerificationSign[] = ["passed", "gaps", "human", "missing", "unknown"];

/** One letter for each trace, in the order of {@link TRACES}: Satisfied, Partial, Unsatisfied, Orphaned; in capitals where a fix phase is to close it. */
const TABLE: Readonly<Record<VerificationSign, Readonly<Record<SummarySign, string>>>> = {
  passed: { completed: "ssppp", unlisted: "ppppp", open: "PPPPP", none: "ppppp", unknown: "ppppp" },
  gaps: { completed: "UUUUU", unlisted: "UUUUU", open: "UUUUU", none: "UUUUU", unknown: "UUUUU" },
  human: { completed: "ppppp", unlisted: "ppppp", open: "UUUUU", none: "ppppp", unknown: "ppppp" },
  missing: { completed: "PPPPP", unlisted: "PPPPP", open: "UUUUU", none: "UUUOU", unknown: "ppppp" },
  unknown: { completed: "ppppp", unlisted: "ppppp", open: "UUUUU", none: "ppppp", unknown: "ppppp" },
};

const WORDS: Readonly<Record<string, RequirementVerdict>> = { s: "satisfied", p: "partial", u: "unsatisfied", o: "orphaned" };

const all: readonly (readonly [RequirementSigns, string])[] = VERIFICATIONS.flatMap((verification) =>
  SUMMARIES.flatMap((summary) => TRACES.map((trace, index) => [{ trace, summary, verification }, TABLE[verification][summary][index] ?? "?"] as const)),
);

describe("judgeRequirement", () => {
  it("has exactly one verdict for each of the 125 combinations, and each says who is next", () => {
    expect(all).toHaveLength(125);
    for (const [signs, letter] of all) {
      expect([signs, judgeRequirement(signs)]).toEqual([signs, WORDS[letter.toLowerCase()]]);
      expect([signs, whoMends(signs)]).toEqual([signs, letter === "s" ? "nobody" : letter === letter.toUpperCase() ? "code" : "person"]);
    }
  });

  it("satisfies nothing of which anything is unknown, missing, blocked or to be judged by a person", () => {
    const satisfied = all.filter(([signs]) => judgeRequirement(signs) === "satisfied").map(([{ trace, summary, verification }]) => [trace, summary, verification]);
    expect(satisfied).toEqual([["complete", "completed", "passed"], ["open", "completed", "passed"]]);
  });
});
