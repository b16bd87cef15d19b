import { type PhaseNumber, samePhase } from "../ids/phase-number.js";
import { type MilestoneVersion, sameVersion, versionsIn } from "../ids/version.js";
import { phasesIn } from "../planning/phase-list.js";
import type { Requirement } from "../planning/requirements.js";

/** What tells whose a requirement is. */
export interface MilestoneScope {
  readonly version: MilestoneVersion | undefined;
  /** The counted phases of the milestone, with the requirements that the roadmap gives them. */
  readonly phases: readonly { readonly number: PhaseNumber; readonly requirements: readonly string[] }[];
}

/**
 * Returns the requirements of a milestone: those that the roadmap or the table of traceability gives to one of its phases; and those that belong to no
 * phase at all and stand below no heading of another version or of a later time. Nobody may lose a requirement by forgetting it.
 */
export function requirementsOfMilestone(requirements: readonly Requirement[], scope: MilestoneScope): readonly Requirement[] {
  return requirements.filter((requirement) => {
    if (scope.phases.some((phase) => phase.requirements.some((id) => id.toUpperCase() === requirement.id.toUpperCase()))) return true;
    const traced = phasesIn(requirement.phases ?? "");
    if (traced.length > 0) return traced.some((number) => scope.phases.some((phase) => samePhase(phase.number, number)));
    return isUnassigned(requirement, scope.version);
  });
}

/** A requirement of the template's `v1 Requirements` that nobody has put into a phase; `v2 Requirements` there have no box. */
function isUnassigned({ section, category, ticked, status }: Requirement, version: MilestoneVersion | undefined): boolean {
  if (ticked === undefined && status === undefined) return false;
  const above = `${section ?? ""}\n${category ?? ""}`;
  if (/\b(?:out of scope|future|later|deferred|backlog|archived?|validated|shipped)\b/i.test(above)) return false;
  const versions = versionsIn(section ?? "");
  return versions.length === 0 || version === undefined || versions.some((each) => sameVersion(each, version));
}
