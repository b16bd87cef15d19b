import { formatPhaseNumber, samePhase } from "../ids/phase-number.js";
import type { MilestoneGap, TechDebt } from "../planning/milestone-audit.js";
import { requirementsIn } from "../planning/requirement-ids.js";
import { itemsForPerson, waitsForPerson } from "./items-for-person.js";
import type { AuditedPhase, JudgedMilestone, MilestoneFacts } from "./milestone-facts.js";
import { isFailing, milestoneTestName } from "./milestone-tests.js";
import type { RequirementCoverage } from "./requirement-coverage.js";

/**
 * Judges a milestone by everything that its audit saw. The worst counts: a gap, then what waits for a person, then tech debt; only a milestone
 * without any of them, with phases that are complete and requirements that are satisfied, has passed. (Seed 000, "Audit-Gap-Fix Cycle"; formats.md 15)
 */
export function judgeMilestone(facts: MilestoneFacts): JudgedMilestone {
  const gaps = gapsOf(facts);
  const humanNeeded = itemsForPerson(facts);
  const techDebt = debtsOf(facts);
  return {
    status: gaps.length > 0 ? "gaps_found" : humanNeeded.length > 0 ? "human_needed" : techDebt.length > 0 ? "tech_debt" : "passed",
    ...{ gaps, humanNeeded, techDebt, scores: scoresOf(facts, gaps) },
  };
}

/** What the phases admit, and what code found that is only put off. */
function debtsOf({ phases, stubs }: MilestoneFacts): readonly TechDebt[] {
  const put = stubs.filter(({ isGap }) => !isGap);
  const own = phases.map(({ number, debts }) => ({ phase: formatPhaseNumber(number), items: [...debts, ...put.filter(({ phase }) => phase !== undefined && samePhase(phase, number)).map(({ text }) => text)] }));
  const nobodys = put.filter(({ phase }) => phase === undefined || !phases.some(({ number }) => samePhase(phase, number))).map(({ text }) => text);
  return [...own, { phase: "", items: nobodys }].filter(({ items }) => items.length > 0);
}

/** Requirements first, each under its own id; phases and their open gaps under theirs; all others are numbered. */
function gapsOf(facts: MilestoneFacts): readonly MilestoneGap[] {
  const { coverage, phases, tests, found } = facts;
  const requirements = coverage.requirements.filter(({ next }) => next === "code").map((each) => requirementGap(each));
  const own = phases.flatMap((phase) => phaseGaps(facts, phase));
  const failing = tests.filter(isFailing).map((test): Omit<MilestoneGap, "id"> => ({ kind: "integration", phase: test.phase === undefined ? undefined : formatPhaseNumber(test.phase), text: `${milestoneTestName(test)}: ${test.said}` }));
  const stubs = facts.stubs.filter(({ isGap }) => isGap).map(({ phase, text }): Omit<MilestoneGap, "id"> => ({ kind: "integration", phase: phase === undefined ? undefined : formatPhaseNumber(phase), text }));
  const met = coverage.requirements.filter(({ next }) => next !== "code");
  const contradicted = new Set<string>();
  const named = found.flatMap((gap): MilestoneGap[] => {
    const requirement = gap.kind !== "requirement" ? undefined : met.find(({ id }) => !contradicted.has(id) && requirementsIn(gap.text.toUpperCase()).includes(id.toUpperCase()));
    if (requirement === undefined) return [];
    contradicted.add(requirement.id);
    return [{ ...requirementGap(requirement), phase: gap.phase ?? labelOf(requirement), text: gap.text }];
  });
  const rest = found.filter((gap) => !named.some(({ kind, text }) => kind === gap.kind && text === gap.text));
  const numbered = [...failing, ...stubs, ...rest].map((gap, index): MilestoneGap => ({ ...gap, id: `G-${String(index + 1).padStart(2, "0")}` }));
  return [...requirements, ...named, ...own, ...numbered];
}

function requirementGap(covered: RequirementCoverage): MilestoneGap {
  const { id, text, verdict, claimedBy, completedBy, signs, evidence } = covered;
  const said = evidence.join("; ");
  return {
    ...{ id, kind: "requirement", phase: labelOf(covered), text: `${id}${text === "" ? "" : ` (${text})`} is ${verdict}: ${said}` },
    requirement: { verdict: verdict === "satisfied" ? "unsatisfied" : verdict, claimedBy, completedBy, verification: signs.verification, evidence: said },
  };
}

function labelOf({ phases }: RequirementCoverage): string | undefined {
  const [first] = phases;
  return first === undefined ? undefined : formatPhaseNumber(first);
}

/** What a phase that has passed was made to close is no gap any more: a person looks at it ({@link itemsForPerson}). */
function phaseGaps({ phases }: MilestoneFacts, phase: AuditedPhase): readonly MilestoneGap[] {
  const label = formatPhaseNumber(phase.number);
  const all = [
    ...(phase.status === "complete" || waitsForPerson(phase) ? [] : [{ id: `phase-${label}`, text: `phase ${label} is ${phase.status}, verification ${phase.verification}` }]),
    ...phase.openGaps.map(({ id, text }) => ({ id: `uat-${label}-${id}`, text })),
  ];
  return all.filter(({ id }) => !isClosed(phases, id)).map((gap) => ({ ...gap, kind: "integration", phase: label }));
}

function isClosed(phases: readonly AuditedPhase[], id: string): boolean {
  return phases.some(({ status, verification, closes }) => status === "complete" && verification === "passed" && closes.includes(id));
}

/** Of flows nobody knows how many there are: those are counted that are broken. (docs/milestone-audit.md) */
function scoresOf({ coverage, phases, tests }: MilestoneFacts, gaps: readonly MilestoneGap[]): Readonly<Record<string, string>> {
  const missed = new Set(gaps.filter(({ kind }) => kind === "requirement").map(({ id }) => id));
  const satisfied = coverage.requirements.filter(({ id, verdict }) => verdict === "satisfied" && !missed.has(id)).length;
  const passed = tests.filter(({ standing }) => standing === "passed").length;
  const broken = gaps.filter(({ kind, id }) => kind === "integration" && id.startsWith("G-")).length - tests.filter(isFailing).length;
  const flows = gaps.filter(({ kind }) => kind === "flow").length;
  return {
    requirements: `${String(satisfied)}/${String(coverage.requirements.length)}`,
    phases: `${String(phases.filter(({ status }) => status === "complete").length)}/${String(phases.length)}`,
    integration: `${String(passed)}/${String(tests.length + broken)}`,
    flows: `0/${String(flows)}`,
  };
}
