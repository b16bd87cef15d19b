import { withoutNoise } from "../test-output/output-evidence.js";
import { fingerprintOf } from "../text/fingerprint.js";
import { baseOfTest, failingNow, redRunsOf } from "./failures.js";
import { commandOf, gapsOf, repoOf, testStanding } from "./standing.js";
import type { Audit, AuditGap, AuditStep } from "./types.js";

/**
 * A fingerprint of the gaps of an audit with their evidence: two audits with the same one have found the same things missing for the same reasons. Times, durations, temporary
 * places, commits and the order do not count; nor does what agents say of causes. `undefined` where there is no gap. (Seed 000, "Phase Gap-Fix Cycles")
 */
export function evidenceOfAudit(audit: Pick<Audit, "steps">): string | undefined {
  const gaps = gapsOf(audit);
  return gaps.length === 0 ? undefined : fingerprintOf(gaps.map((gap) => JSON.stringify(evidenceOf(audit, gap))));
}

function evidenceOf(audit: Pick<Audit, "steps">, gap: AuditGap & AuditStep): readonly unknown[] {
  if (gap.source === "test" && gap.test !== undefined) return ["test", commandOf(audit, gap.test), repoOf(audit, gap.test), ...evidenceOfTest(audit, gap.test)];
  return [gap.source, withoutNoise(gap.truth), [...(gap.files ?? [])].sort()];
}

/** What shows that a test command fails: which tests do, where they have names: of those that failed before the phase nobody asks. Else what was printed. A run that did not end in time printed what it came to. */
export function evidenceOfTest(audit: Pick<Audit, "steps">, test: number): readonly unknown[] {
  const standing = testStanding(audit, test);
  const names = baseOfTest(audit, test)?.fresh ?? failingNow(audit, test);
  if (names !== undefined) return [standing, names];
  const last = redRunsOf(audit, test).at(-1);
  return standing === "timed-out" ? [standing] : [standing, last?.exit, last?.output ?? withoutNoise(last?.note ?? "")];
}
