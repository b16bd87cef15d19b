import type { MilestoneGap } from "../planning/milestone-audit.js";
import { withoutNoise } from "../test-output/output-evidence.js";
import { fingerprintOf } from "../text/fingerprint.js";
import type { JudgedMilestone, MilestoneFacts } from "./milestone-facts.js";
import { isFailing, type MilestoneTest, milestoneTestName } from "./milestone-tests.js";

/**
 * A fingerprint of the gaps that the audit of a milestone found, with what showed them; `undefined` where there is none. Of a requirement its verdict counts and what its
 * verification says: the rest of its evidence names the plans of each cycle. Of a command the tests that fail count, or what it printed. (Seed 000, "Audit-Gap-Fix Cycle")
 */
export function evidenceOfMilestone({ tests }: Pick<MilestoneFacts, "tests">, { gaps }: Pick<JudgedMilestone, "gaps">): string | undefined {
  if (gaps.length === 0) return undefined;
  const failing = tests.filter(isFailing);
  return fingerprintOf(gaps.map((gap) => JSON.stringify(evidenceOf(gap, failing.find((each) => isOf(gap, each))))));
}

function isOf(gap: MilestoneGap, test: MilestoneTest): boolean {
  return gap.kind === "integration" && gap.text === `${milestoneTestName(test)}: ${test.said}`;
}

function evidenceOf(gap: MilestoneGap, ran: MilestoneTest | undefined): readonly unknown[] {
  if (ran !== undefined) return ["test", milestoneTestName(ran), ran.evidence ?? withoutNoise(ran.said)];
  if (gap.kind === "requirement") return [gap.kind, gap.id, gap.requirement?.verdict, gap.requirement?.verification];
  // Numbers are given anew by each audit; other ids name what they are of.
  return [gap.kind, gap.phase, /^G-\d+$/.test(gap.id) ? "" : gap.id, withoutNoise(gap.text)];
}
