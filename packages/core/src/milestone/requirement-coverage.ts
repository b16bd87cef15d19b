import { formatPhaseNumber, type PhaseNumber, phaseKey, samePhase } from "../ids/phase-number.js";
import type { PlanId } from "../ids/plan-id.js";
import type { MilestoneVersion } from "../ids/version.js";
import { phasesIn } from "../planning/phase-list.js";
import { requirementsIn } from "../planning/requirement-ids.js";
import type { Requirement } from "../planning/requirements.js";
import type { PhaseVerification } from "../planning/status.js";
import { requirementsOfMilestone } from "./milestone-requirements.js";
import { judgeRequirement, type RequirementSigns, type RequirementVerdict, type SummarySign, type TraceSign, type VerificationSign, whoMends } from "./requirement-verdict.js";
import type { VerifiedRequirement } from "./verified-requirements.js";

/** What a plan and its summary say of requirements; a list is `undefined` where its file cannot be read. */
export interface CoveragePlan {
  readonly id: PlanId;
  readonly path: string;
  readonly claims: readonly string[] | undefined;
  readonly done: boolean;
  /** Absent where there is no summary. */
  readonly summary?: { readonly path: string; readonly completed: readonly string[] | undefined };
}

/** A phase as coverage sees it; backlog, retired phases and plans that were given up are left out. */
export interface CoveragePhase {
  readonly number: PhaseNumber;
  /** What the roadmap gives it. */
  readonly requirements: readonly string[];
  /** Whether it closes gaps of an audit (`**Gap Closure:**`): then it decides on the requirements that it names. */
  readonly closesGaps: boolean;
  readonly plans: readonly CoveragePlan[];
  readonly verification: {
    readonly path: string | undefined;
    readonly status: PhaseVerification;
    /** A person has ticked the phase off, and nothing speaks against it. */
    readonly approved: boolean;
    /** By id in capital letters: what it says of single requirements. */
    readonly named: ReadonlyMap<string, VerifiedRequirement>;
  };
}

/** What the coverage of a milestone's requirements is told from. */
export interface CoverageInput {
  readonly version: MilestoneVersion | undefined;
  /** `undefined` where REQUIREMENTS.md cannot be read or is not there. */
  readonly requirements: readonly Requirement[] | undefined;
  /** In the order of the roadmap. */
  readonly phases: readonly CoveragePhase[];
  /** Whether phases are verified at all; where not, only a person can say that one is good. */
  readonly verifier: boolean;
}

/** One requirement, with the verdict and where it comes from. */
export interface RequirementCoverage {
  readonly id: string;
  readonly text: string;
  readonly signs: RequirementSigns;
  readonly verdict: RequirementVerdict;
  readonly next: "code" | "person" | "nobody";
  readonly phases: readonly PhaseNumber[];
  /** The plans that name it. */
  readonly claimedBy: readonly PlanId[];
  /** The plans whose summaries list it. */
  readonly completedBy: readonly PlanId[];
  /** One for each sign, with the file. */
  readonly evidence: readonly string[];
}

/** The coverage of a milestone. */
export interface MilestoneCoverage {
  readonly requirements: readonly RequirementCoverage[];
  /** Ids that phases or plans name and REQUIREMENTS.md does not have, with who names them. */
  readonly unknown: readonly { readonly id: string; readonly namedBy: readonly string[] }[];
}

/** Holds the requirements of a milestone against its summaries and its verifications. (formats.md 15) */
export function coverRequirements(input: CoverageInput): MilestoneCoverage {
  const { requirements, version } = input;
  const phases = input.phases.map(plainIds);
  const named = [...namesOf(phases)].filter(([id]) => requirementsIn(id).length > 0);
  if (requirements === undefined) return { requirements: named.map(([id]) => cover({ ...input, phases }, { id, text: "", phases: undefined, status: undefined })), unknown: [] };
  const defined = new Set(requirements.map(({ id }) => id.toUpperCase()));
  return {
    requirements: requirementsOfMilestone(requirements, { version, phases }).map((requirement) => cover({ ...input, phases }, requirement)),
    unknown: named.filter(([id]) => !defined.has(id)).map(([id, namedBy]) => ({ id, namedBy })),
  };
}

/** Ids are written in many ways: `[auth-01]`, `AUTH-01..03`, `AUTH-01 (the half of it)`. What holds none is left as it is. */
function plainIds(phase: CoveragePhase): CoveragePhase {
  const ids = (list: readonly string[]): readonly string[] => list.map((text) => text.toUpperCase()).flatMap((text) => (requirementsIn(text).length > 0 ? requirementsIn(text) : [text]));
  const plans = phase.plans.map(({ claims, summary, ...plan }): CoveragePlan => ({
    ...plan,
    claims: claims === undefined ? undefined : ids(claims),
    ...(summary === undefined ? {} : { summary: { path: summary.path, completed: summary.completed === undefined ? undefined : ids(summary.completed) } }),
  }));
  return { ...phase, requirements: ids(phase.requirements), plans };
}

function namesOf(phases: readonly CoveragePhase[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const add = (ids: readonly string[] | undefined, by: string): void => {
    for (const id of new Set(ids ?? [])) names.set(id, [...(names.get(id) ?? []), by]);
  };
  for (const { number, requirements, plans } of phases) {
    add(requirements, `phase ${formatPhaseNumber(number)}`);
    for (const { claims, summary, path } of plans) {
      add(claims, path);
      add(summary?.completed, summary?.path ?? path);
    }
  }
  return names;
}

type Wanted = Pick<Requirement, "id" | "text" | "phases" | "status">;

function cover(input: CoverageInput, wanted: Wanted): RequirementCoverage {
  const key = wanted.id.toUpperCase();
  const has = (ids: readonly string[] | undefined): boolean => ids?.includes(key) === true;
  const traced = phasesIn(wanted.phases ?? "");
  const own = input.phases.filter((phase) => has(phase.requirements) || traced.some((number) => samePhase(number, phase.number)) || phase.plans.some((plan) => has(plan.claims) || has(plan.summary?.completed)));
  const plans = input.phases.flatMap((phase) => phase.plans);
  const claiming = plans.filter((plan) => has(plan.claims));
  const completing = plans.filter((plan) => plan.done && has(plan.summary?.completed));
  // Which requirement an unreadable file is about cannot be told: it is doubtful for those of its phase.
  const unread = own.flatMap((phase) => phase.plans).filter((plan) => plan.claims === undefined || (plan.summary !== undefined && plan.summary.completed === undefined));
  const trace = traceOf(input, wanted, own);
  const summary = summaryOf(claiming, completing, unread);
  const verification = verificationOf(input, key, decidingOf(own, has));
  const signs = { trace: trace.sign, summary: summary.sign, verification: verification.sign };
  return {
    ...{ id: wanted.id, text: wanted.text, signs, verdict: judgeRequirement(signs), next: whoMends(signs), phases: own.map(({ number }) => number) },
    ...{ claimedBy: claiming.map(({ id }) => id), completedBy: completing.map(({ id }) => id), evidence: [trace.evidence, summary.evidence, verification.evidence] },
  };
}

interface Sign<Word> {
  readonly sign: Word;
  readonly evidence: string;
}

function traceOf({ requirements }: CoverageInput, { phases, status }: Wanted, own: readonly CoveragePhase[]): Sign<TraceSign> {
  if (requirements === undefined) return { sign: "unknown", evidence: "REQUIREMENTS.md cannot be read" };
  const given = own.filter(({ requirements: ids }) => ids.length > 0).map(({ number }) => formatPhaseNumber(number));
  if (status === undefined && phases === undefined) {
    return given.length > 0 ? { sign: "open", evidence: `REQUIREMENTS.md has no row for it; phase ${given.join(", ")} has it` } : { sign: "missing", evidence: "no phase has it" };
  }
  const evidence = `REQUIREMENTS.md: ${phases ?? "no phase"}, ${status ?? "no status"}`;
  if (/\b(?:blocked|gaps found)\b/i.test(status ?? "")) return { sign: "blocked", evidence };
  return { sign: /^\W*(?:complete|completed|done|validated|satisfied)\W*$/i.test(status ?? "") ? "complete" : "open", evidence };
}

function summaryOf(claiming: readonly CoveragePlan[], completing: readonly CoveragePlan[], unread: readonly CoveragePlan[]): Sign<SummarySign> {
  const open = claiming.filter(({ done }) => !done);
  if (open.length > 0) return { sign: "open", evidence: `${open.map(({ path }) => path).join(", ")} claims it and is not done` };
  if (completing.length > 0) return { sign: "completed", evidence: `${completing.map(({ summary, path }) => summary?.path ?? path).join(", ")} lists it` };
  if (unread.length > 0) return { sign: "unknown", evidence: `${unread.map(({ summary, path, claims }) => (claims === undefined ? path : (summary?.path ?? path))).join(", ")} cannot be read` };
  if (claiming.length > 0) return { sign: "unlisted", evidence: `${claiming.map(({ path }) => path).join(", ")} claims it, and no summary lists it as completed` };
  return { sign: "none", evidence: "no plan claims it and no summary lists it" };
}

/** A fix phase that names a requirement was made because the phases before it did not meet it: the last such phase decides. */
function decidingOf(own: readonly CoveragePhase[], has: (ids: readonly string[]) => boolean): readonly CoveragePhase[] {
  const closing = own.findLast((phase) => phase.closesGaps && has(phase.requirements));
  return closing === undefined ? own : [closing];
}

const WORST: readonly VerificationSign[] = ["gaps", "unknown", "missing", "human", "passed"];

function verificationOf({ verifier }: CoverageInput, key: string, phases: readonly CoveragePhase[]): Sign<VerificationSign> {
  if (phases.length === 0) return { sign: "missing", evidence: "no phase has it that could be verified" };
  const unique = phases.filter((phase, index) => phases.findIndex((each) => phaseKey(each.number) === phaseKey(phase.number)) === index);
  const signs = unique.map((phase) => verifiedIn(phase, key, verifier));
  const sign = WORST.find((each) => signs.some((other) => other.sign === each)) ?? "unknown";
  return { sign, evidence: signs.filter((each) => each.sign === sign).map(({ evidence }) => evidence).join("; ") };
}

function verifiedIn({ number, verification }: CoveragePhase, key: string, verifier: boolean): Sign<VerificationSign> {
  const { path, status, approved, named } = verification;
  const place = path ?? `phase ${formatPhaseNumber(number)}`;
  const own = named.get(key);
  if (own === "gaps" || status === "gaps_found") {
    return own === "passed" ? { sign: "passed", evidence: `${place}: passed` } : { sign: "gaps", evidence: `${place}: ${own === "gaps" ? "a gap names it" : "the phase has gaps"}` };
  }
  switch (status) {
    case "unknown":
      return { sign: "unknown", evidence: `${place}: its status cannot be read` };
    case "missing":
      if (approved) return { sign: "passed", evidence: `${place}: not verified, and approved by a person` };
      return verifier ? { sign: "missing", evidence: `${place}: not verified` } : { sign: "human", evidence: `${place}: phases are not verified (workflow.verifier)` };
    case "human_needed":
      return own === "passed" || approved ? { sign: "passed", evidence: `${place}: ${approved ? "approved by a person" : "passed"}` } : { sign: "human", evidence: `${place}: a person has to look` };
    case "passed":
      return own === "human" ? { sign: "human", evidence: `${place}: a person has to look` } : { sign: "passed", evidence: `${place}: passed` };
  }
}
