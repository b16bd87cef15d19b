import { compareVersions, type MilestoneVersion, versionsIn } from "../ids/version.js";
import { phasesIn } from "../planning/phase-list.js";
import type { Requirement } from "../planning/requirements.js";

/** The requirements that no phase has yet, for a milestone that begins. */
export interface OpenRequirements {
  /** Those of its own version and of earlier ones. */
  readonly due: readonly Requirement[];
  /** Those of later versions and of none, which somebody may take in. */
  readonly offered: readonly Requirement[];
}

/** Sorts the requirements that are not met and belong to no phase: below `## v1 Requirements` they are due in v1.0 and from then on. (formats.md 11) */
export function openRequirements(requirements: readonly Requirement[], version: MilestoneVersion): OpenRequirements {
  const open = requirements.filter(({ ticked, status, phases }) => ticked !== true && !/\b(?:complete|done|satisfied|shipped)/i.test(status ?? "") && phasesIn(phases ?? "").length === 0);
  const isDue = ({ section = "", category = "", ticked, status }: Requirement): boolean => {
    if (/\b(?:out of scope|future|later|deferred|backlog|archived?|validated|shipped)\b/i.test(`${section}\n${category}`)) return false;
    const versions = versionsIn(section);
    return versions.length === 0 ? ticked !== undefined || status !== undefined : versions.some((each) => compareVersions(each, version) <= 0);
  };
  const isOffered = ({ section = "", category = "" }: Requirement): boolean => !/\b(?:out of scope|archived?|validated|shipped)\b/i.test(`${section}\n${category}`);
  return { due: open.filter(isDue), offered: open.filter((each) => !isDue(each) && isOffered(each)) };
}
