import { type GapToClose, readGapClosure, readMilestoneAudit, readPhaseDetails, readUat, readVerification, uatStanding } from "@dgs/core";
import { sectionTextOf } from "../milestone/read-coverage.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";

/**
 * Returns the gaps of a phase that are open: those of its verification, of its UAT files, and of the milestone's audit where the phase was made for them. One that two files name counts once.
 */
export function gapsToPlan(context: StepContext, found: FoundPhase): readonly GapToClose[] {
  const all = [...gapsOfUat(context, found), ...gapsOfVerification(context, found), ...gapsOfMilestone(context, found)];
  const seen = new Set<string>();
  return all.filter(({ truth }) => !seen.has(truth.trim()) && seen.add(truth.trim()));
}

function gapsOfVerification(context: StepContext, { phase }: FoundPhase): readonly GapToClose[] {
  const path = phase.folder?.documents.VERIFICATION;
  const text = path === undefined ? undefined : context.ports.files.read(path);
  if (path === undefined || typeof text !== "string") return [];
  const { status, gaps } = readVerification(text, path);
  if (status !== "gaps_found") return [];
  if (gaps.length === 0) return [{ id: "V-01", truth: `${path} says gaps_found and names none: find out which` }];
  return gaps.map(({ truth, reason, artifacts, missing }, index) => {
    const why = [...(reason === undefined ? [] : [reason]), ...artifacts.map((each) => `${each.path}${each.issue === undefined ? "" : `: ${each.issue}`}`), ...missing.map((each) => `missing: ${each}`)].join("; ");
    return { id: idOf("V", index), truth, ...(why === "" ? {} : { why }) };
  });
}

function gapsOfUat(context: StepContext, { phase }: FoundPhase): readonly GapToClose[] {
  return [phase.folder?.documents.UAT, phase.folder?.documents["HUMAN-UAT"]].flatMap((path) => {
    const text = path === undefined ? undefined : context.ports.files.read(path);
    if (path === undefined || typeof text !== "string") return [];
    return uatStanding(readUat(text, path)).gaps.map(({ id, truth, reason, rootCause, missing }, index): GapToClose => {
      const why = [...(reason === undefined ? [] : [reason]), ...missing.map((each) => `missing: ${each}`)].join("; ");
      return { id: id ?? idOf("U", index), truth, ...(why === "" ? {} : { why }), ...(rootCause === undefined || rootCause === "unknown" ? {} : { rootCause }) };
    });
  });
}

/** A phase that the milestone's audit made closes gaps as long as it has no plan. Where that audit is gone, its goal and criteria say what. */
function gapsOfMilestone(context: StepContext, { loaded, phase }: FoundPhase): readonly GapToClose[] {
  const closure = readGapClosure(sectionTextOf(loaded, phase));
  if (closure === undefined || phase.plans.some(({ superseded, done }) => !superseded && done)) return [];
  const path = milestoneAuditPath(context);
  const text = context.ports.files.read(path);
  const audit = typeof text === "string" ? readMilestoneAudit(text, path) : undefined;
  const named = audit !== undefined && audit.audited === closure.audited ? audit.gaps.filter(({ id }) => closure.ids.includes(id)) : [];
  if (named.length > 0) return named.map(({ id, text: truth, requirement }) => ({ id, truth, ...(requirement?.evidence === undefined ? {} : { why: requirement.evidence }) }));
  const { section } = phase.roadmap;
  const details = section === undefined || loaded.roadmap === undefined ? undefined : readPhaseDetails(loaded.roadmap.source, loaded.roadmap.outline, section);
  return [details?.goal ?? phase.name, ...(details?.criteria ?? [])].map((truth, index) => ({ id: idOf("M", index), truth }));
}

function idOf(letter: string, index: number): string {
  return `${letter}-${String(index + 1).padStart(2, "0")}`;
}
