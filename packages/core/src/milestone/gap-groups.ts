import { parsePhaseNumber, phaseKey } from "../ids/phase-number.js";
import type { GapPriority, MilestoneGap } from "../planning/milestone-audit.js";

/** Gaps that one fix phase closes at most: more of them would be more than one goal. */
export const GAPS_PER_PHASE = 5;

/** Gaps that one fix phase closes. */
export interface GapGroup {
  readonly priority: GapPriority;
  /** One at least, {@link GAPS_PER_PHASE} at most, in the order in which they are to be closed. */
  readonly gaps: readonly MilestoneGap[];
}

const PRIORITIES: readonly GapPriority[] = ["must", "should", "nice"];
const KINDS: readonly MilestoneGap["kind"][] = ["requirement", "integration", "flow"];

/**
 * Puts gaps together that one phase closes: `must` before `should` before `nice`, never two of these in one; within each, requirements before
 * integration before flows; those of one phase of the milestone together, as long as {@link GAPS_PER_PHASE} hold them. Each gap is in one group.
 */
export function groupGaps(gaps: readonly MilestoneGap[]): readonly GapGroup[] {
  return PRIORITIES.flatMap((priority) => {
    const chosen = gaps.filter((gap) => (gap.priority ?? "must") === priority);
    return pack(bucketsOf(chosen)).map((group) => ({ priority, gaps: group }));
  });
}

/** Gaps of one place, the place with the most urgent kind first; a gap that names no phase is put with those of its kind. */
function bucketsOf(gaps: readonly MilestoneGap[]): readonly (readonly MilestoneGap[])[] {
  const ordered = KINDS.flatMap((kind) => gaps.filter((gap) => gap.kind === kind));
  const buckets = new Map<string, MilestoneGap[]>();
  for (const gap of ordered) buckets.set(placeOf(gap), [...(buckets.get(placeOf(gap)) ?? []), gap]);
  return [...buckets.values()];
}

function placeOf({ phase, kind }: MilestoneGap): string {
  const number = phase === undefined ? undefined : parsePhaseNumber(/^(?:phase\s+)?(\S+)/i.exec(phase.trim())?.[1] ?? "");
  return number === undefined ? `kind ${kind}` : `phase ${phaseKey(number)}`;
}

/** A bucket is divided only where it is too large for any group, and a group takes the next bucket in as long as it fits whole. */
function pack(buckets: readonly (readonly MilestoneGap[])[]): readonly (readonly MilestoneGap[])[] {
  const groups: MilestoneGap[][] = [];
  for (const bucket of buckets) {
    const last = groups.at(-1);
    if (last !== undefined && last.length + bucket.length <= GAPS_PER_PHASE) last.push(...bucket);
    else for (let at = 0; at < bucket.length; at += GAPS_PER_PHASE) groups.push(bucket.slice(at, at + GAPS_PER_PHASE));
  }
  return groups;
}
