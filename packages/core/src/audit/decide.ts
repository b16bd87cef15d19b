import { decideAuditStage } from "./decide-stage.js";
import { nextForAudit, settledStatusOfAudit, startableAuditSteps } from "./next.js";
import type { Audit, AuditEvent, AuditObservation } from "./types.js";

/** What to record about what was seen. An observation that does not fit the state records nothing. */
export function decideForAudit(audit: Audit, seen: AuditObservation): readonly AuditEvent[] {
  if (seen.type === "step-ended") {
    const step = audit.steps.findIndex((each) => each.status === "in-progress" && isMeant(each, seen));
    return step < 0 ? [] : [decideAuditStage(audit, seen.at, step, seen.outcome)];
  }
  // Nothing is begun by a file that cannot be read without doubt; the end of what runs already is still written down.
  if (audit.problems.some((problem) => problem.severity === "error")) return [];
  switch (seen.type) {
    case "audit-opened":
      return opened(audit, seen);
    case "step-opened": {
      const step = startableAuditSteps(audit).find((each) => isMeant(audit.steps[each], seen));
      return step === undefined ? [] : [{ type: "step-started", at: seen.at, step }];
    }
    case "nothing-to-start":
      return nextForAudit(audit).some((effect) => effect.type === "settle-audit") ? [{ type: "audit-settled", at: seen.at, status: settledStatusOfAudit(audit) }] : [];
  }
}

type Named = Pick<Audit["steps"][number], "stage" | "test" | "gap">;

function isMeant(step: Named | undefined, seen: Named): boolean {
  // A gap that a test showed names that test, too.
  return step?.stage === seen.stage && (seen.stage === "diagnose" ? step.gap === seen.gap : step.test === seen.test);
}

/** An audit that is over is not taken up: another one gets a file of its own. Nor is one that looked at other commits. */
function opened(audit: Audit, { at, heads, agents }: Extract<AuditObservation, { readonly type: "audit-opened" }>): readonly AuditEvent[] {
  if (audit.status === "completed" || audit.status === "superseded") return [];
  const same = Object.keys({ ...heads, ...audit.heads }).every((repo) => Object.hasOwn(heads, repo) && Object.hasOwn(audit.heads, repo) && heads[repo] === audit.heads[repo]);
  return [same ? { type: "audit-opened", at, agents } : { type: "audit-superseded", at }];
}
