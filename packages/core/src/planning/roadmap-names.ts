import { phaseKey, type PhaseNaming, type PhaseNumber } from "../ids/phase-number.js";
import { type MilestoneVersion, sameVersion, versionsIn } from "../ids/version.js";
import { parsePhaseEntry, parsePhaseHeading, type PhaseTitle } from "./phase-title.js";

/** What the lines of a roadmap name, each once, in the order of the text. */
export interface RoadmapNames {
  readonly milestones: readonly MilestoneVersion[];
  readonly phases: readonly { readonly number: PhaseNumber; readonly name: string }[];
}

/** A heading, a bullet, or the summary of a details block. */
const LINE = /^ {0,3}(?:(#{1,6})[ \t]+|(?:[-*+]|\d{1,9}[.)])[ \t]+(\[.\][ \t]+)?|<summary>)(.*?)\r?$/i;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ABOUT_A_MILESTONE = /^(?:[^\p{L}\p{N}]|\[[xX]\])*(?:(?:current |active |next |completed |shipped )?(?:milestone|release|version)[\s:]+)?v\d/iu;

/**
 * Finds the milestones and phases that a roadmap names, line by line, without reading its structure: half a megabyte takes some milliseconds.
 *
 * For suggestions only. It names what `readRoadmap` reads, and may name more: a milestone whose line has no mark, a phase that is commented out.
 */
export function scanRoadmapNames(source: string, naming: PhaseNaming = "sequential"): RoadmapNames {
  const milestones: MilestoneVersion[] = [];
  const phases = new Map<string, RoadmapNames["phases"][number]>();
  let fence: string | undefined;
  for (const line of source.split("\n")) {
    const mark = line.includes("```") || line.includes("~~~") ? FENCE.exec(line)?.[1] : undefined;
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) fence = fence === undefined ? mark : undefined;
    if (fence !== undefined) continue;
    const title = titleIn(line, naming);
    if (title !== undefined && !title.retired && !phases.has(phaseKey(title.number))) phases.set(phaseKey(title.number), { number: title.number, name: title.name });
    const version = title === undefined ? versionIn(line) : undefined;
    if (version !== undefined && !milestones.some((known) => sameVersion(known, version))) milestones.push(version);
  }
  return { milestones, phases: [...phases.values()] };
}

function titleIn(line: string, naming: PhaseNaming): PhaseTitle | undefined {
  if (!/phase/i.test(line)) return undefined;
  const [, heading, box, text = ""] = LINE.exec(line) ?? [];
  const title = heading !== undefined ? parsePhaseHeading(text, naming) : box === undefined ? undefined : parsePhaseEntry(text, naming);
  return title === "unread" ? undefined : title;
}

function versionIn(line: string): MilestoneVersion | undefined {
  if (!/v\d/i.test(line)) return undefined;
  const text = LINE.exec(line)?.[3]?.replace(/<[^>]*>/g, "");
  return text !== undefined && ABOUT_A_MILESTONE.test(text) ? versionsIn(text)[0] : undefined;
}
