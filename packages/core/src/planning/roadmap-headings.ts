import { versionsIn, type MilestoneVersion } from "../ids/version.js";
import type { PhaseNaming } from "../ids/phase-number.js";
import type { Heading, Outline } from "../markdown/outline.js";
import type { Range } from "../text/range.js";
import { parsePhaseHeading, type PhaseTitle } from "./phase-title.js";

/** A heading of a roadmap and what it is taken for. */
export type RoadmapHeading =
  | { readonly type: "phase"; readonly heading: Heading; readonly text: string; readonly title: PhaseTitle }
  | { readonly type: "milestone"; readonly heading: Heading; readonly text: string; readonly version: MilestoneVersion }
  | { readonly type: "unread" | "other"; readonly heading: Heading; readonly text: string };

const MARKS = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}✓✗☐☒\s*_~[\]]|\u200D|\uFE0F|\[[xX]\])+/u;
const STARTS_WITH_VERSION = /^v\d/i;
const NAMES_MILESTONES = /^(?:current |active |next |completed |shipped )?(?:milestone|roadmap|release|version|phases?(?: details)?)\b/i;

/** Reads every heading of a roadmap. A heading below a phase's own is part of that phase's section and no milestone. */
export function readHeadings(source: string, outline: Outline, naming: PhaseNaming): RoadmapHeading[] {
  let phaseLevel = 7;
  return outline.headings.map((heading) => {
    const text = source.slice(heading.text.start, heading.text.end);
    const title = parsePhaseHeading(text, naming);
    if (heading.level <= phaseLevel) phaseLevel = 7;
    // A title of the whole document is no phase of it.
    if (title === "unread" || (title !== undefined && heading.level === 1)) return { type: "unread", heading, text };
    if (title !== undefined) {
      phaseLevel = heading.level;
      return { type: "phase", heading, text, title };
    }
    const version = heading.level > phaseLevel ? undefined : milestoneOf(text, heading.level);
    return version === undefined ? { type: "other", heading, text } : { type: "milestone", heading, text, version };
  });
}

/** The version that a heading is about. A table of progress that names a version is not the milestone. */
function milestoneOf(text: string, level: number): MilestoneVersion | undefined {
  if (!/v\d/i.test(text) || level > 4) return undefined;
  const plain = text.replace(MARKS, "");
  return level === 1 || STARTS_WITH_VERSION.test(plain) || NAMES_MILESTONES.test(plain) ? versionsIn(plain)[0] : undefined;
}

/**
 * The section of a milestone's heading: up to the next heading of its level or above.
 *
 * Phases count as below their milestone whatever their level: `### v1.1` may be followed by `### Phase 5`.
 */
export function milestoneSection(headings: readonly RoadmapHeading[], index: number, end: number): Range {
  const own = headings[index];
  const start = own?.heading.range.start ?? end;
  for (const next of headings.slice(index + 1)) {
    if (next.type === "phase" || next.type === "unread" || next.heading.level > (own?.heading.level ?? 0)) continue;
    return { start, end: next.heading.range.start };
  }
  return { start, end };
}
