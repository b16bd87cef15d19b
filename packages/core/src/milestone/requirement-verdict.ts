/** What REQUIREMENTS.md (its table of traceability, else the roadmap) says of a requirement; `unknown`: it cannot be read. */
export type TraceSign = "complete" | "open" | "blocked" | "missing" | "unknown";

/**
 * What plans and summaries say of a requirement. `completed`: a summary lists it, and no plan that claims it is open. `unlisted`: the plans that
 * claim it are done, and no summary lists it. `open`: a plan that claims it is not done. `unknown`: a plan or summary cannot be read.
 */
export type SummarySign = "completed" | "unlisted" | "open" | "none" | "unknown";

/** What the verifications of its phases say of a requirement. `missing`: one of them was not made yet; `unknown`: one cannot be read. */
export type VerificationSign = "passed" | "gaps" | "human" | "missing" | "unknown";

/** The three signs that a requirement is judged by. */
export interface RequirementSigns {
  readonly trace: TraceSign;
  readonly summary: SummarySign;
  readonly verification: VerificationSign;
}

/** The verdict on a requirement. (formats.md 15) */
export type RequirementVerdict = "satisfied" | "partial" | "unsatisfied" | "orphaned";

/**
 * Judges a requirement: one verdict for each combination of signs. (formats.md 15)
 *
 * It is satisfied by all three together, and a row that still says `Pending` only waits for its tick. What cannot be read never satisfies.
 */
export function judgeRequirement({ trace, summary, verification }: RequirementSigns): RequirementVerdict {
  switch (verification) {
    case "gaps":
      return "unsatisfied";
    case "passed":
      return summary === "completed" && (trace === "complete" || trace === "open") ? "satisfied" : "partial";
    case "human":
    case "unknown":
      return summary === "open" ? "unsatisfied" : "partial";
    case "missing":
      if (summary === "completed" || summary === "unlisted" || summary === "unknown") return "partial";
      return summary === "none" && trace === "missing" ? "orphaned" : "unsatisfied";
  }
}

/**
 * Who brings a requirement further that is not satisfied. `code`: it is a gap, for a fix phase. `person`: nothing is known to be missing in the code,
 * and only a person can say that nothing is, or mend the planning file that does not say it.
 */
export function whoMends(signs: RequirementSigns): "code" | "person" | "nobody" {
  const verdict = judgeRequirement(signs);
  if (verdict === "satisfied") return "nobody";
  if (verdict !== "partial") return "code";
  return signs.verification === "missing" && signs.summary !== "unknown" ? "code" : signs.summary === "open" ? "code" : "person";
}
