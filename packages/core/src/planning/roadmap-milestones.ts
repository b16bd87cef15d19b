import type { PhaseNumber } from "../ids/phase-number.js";
import { sameVersion, versionsIn, type MilestoneVersion } from "../ids/version.js";
import type { Details } from "../markdown/details.js";
import type { ListItem, Outline } from "../markdown/outline.js";
import type { Range } from "../text/range.js";
import { joinMarks, milestoneMarks, type MilestoneMarks } from "./milestone-marks.js";
import { phasesIn } from "./phase-list.js";
import type { Finding } from "./problems.js";
import { milestoneSection, type RoadmapHeading } from "./roadmap-headings.js";
import type { MilestoneState, RoadmapMilestone } from "./roadmap-types.js";
import { trimMarks } from "./trim-marks.js";

/** One place that speaks of a milestone. */
interface Mention {
  readonly version: MilestoneVersion;
  readonly text: string;
  /** Where the text stands. */
  readonly place: Range;
  /** The span that the mention makes the milestone's; a bullet makes none. */
  readonly span: Range | undefined;
  /** Whether it is the title of the document. */
  readonly title: boolean;
}

/** Finds the milestones of a roadmap: headings, details blocks and bullets, joined by version. */
export function readMilestones(
  source: string,
  outline: Outline,
  headings: readonly RoadmapHeading[],
  details: readonly Details[],
  outside: readonly ListItem[],
  findings: Finding[],
): RoadmapMilestone[] {
  const all = [
    ...headings.flatMap((heading, index) => (heading.type === "milestone" ? [headingMention(heading, milestoneSection(headings, index, source.length))] : [])),
    ...details.flatMap((block) => summaryMention(source, block)),
    ...bulletMentions(source, outline, outside),
  ].sort((a, b) => a.place.start - b.place.start);
  // The document's title may name a version of the product: it only counts where nothing else names a milestone.
  const below = all.filter(({ title }) => !title);
  const mentions = below.length > 0 ? below : all;
  const groups: Mention[][] = [];
  for (const mention of mentions) {
    const group = groups.find(([first]) => first !== undefined && sameVersion(first.version, mention.version));
    if (group === undefined) groups.push([mention]);
    else group.push(mention);
  }
  return groups.flatMap((group) => joinMentions(group, findings));
}

function headingMention({ version, text, heading }: RoadmapHeading & { readonly type: "milestone" }, span: Range): Mention {
  return { version, text, place: heading.text, span, title: heading.level === 1 };
}

function summaryMention(source: string, { summary, range }: Details): Mention[] {
  if (summary === undefined) return [];
  const text = source.slice(summary.start, summary.end).replace(/<[^>]*>/g, "");
  return versionsIn(text).slice(0, 1).map((version) => ({ version, text, place: summary, span: range, title: false }));
}

/** Bullets that start with a version and carry a range of phases, a mark, or stand below a heading about milestones. */
function bulletMentions(source: string, outline: Outline, items: readonly ListItem[]): Mention[] {
  const found: Mention[] = [];
  for (const { content } of items) {
    if (content.end - content.start < 2 || content.end - content.start > 1000) continue;
    const text = source.slice(content.start, content.end);
    if (!/v\d/i.test(text) || !/^(?:[^\p{L}\p{N}]|\[[xX]\])*(?:Milestone\s+)?v\d/iu.test(text)) continue;
    const version = versionsIn(text)[0];
    const marks = milestoneMarks(text);
    const told = marks.closed || marks.active || marks.planned || phasesIn(text).length > 0;
    if (version !== undefined && (told || belowMilestones(source, outline, content.start))) found.push({ version, text, place: content, span: undefined, title: false });
  }
  return found;
}

function belowMilestones(source: string, outline: Outline, offset: number): boolean {
  const above = outline.headings.filter((heading) => heading.range.start < offset).at(-1);
  return above !== undefined && /milestones?\b/i.test(source.slice(above.text.start, above.text.end));
}

function joinMentions(group: readonly Mention[], findings: Finding[]): RoadmapMilestone[] {
  const [first] = group;
  if (first === undefined) return [];
  const marks = group.map(({ text }) => milestoneMarks(text)).reduce(joinMarks);
  if (marks.closed && marks.active) {
    findings.push({
      code: "milestone-marks-disagree",
      offset: first.place.start,
      message: `Milestone ${first.version} is marked as finished in one place and as in progress in another; it counts as in progress.`,
      remedy: "Leave one of the two marks.",
    });
  }
  return [{
    version: first.version,
    name: group.map(({ text, version }) => milestoneName(text, version)).find((name) => name !== "") ?? "",
    state: stateOf(marks),
    phases: unique(group.flatMap(({ text }) => phasesIn(text))),
    spans: group.flatMap(({ span }) => (span === undefined ? [] : [span])),
    mentions: group.map(({ place }) => place),
  }];
}

function stateOf(marks: MilestoneMarks): MilestoneState {
  return marks.active ? "active" : marks.closed ? "closed" : marks.planned ? "planned" : "open";
}

/** What stands between the version and the first dash, bracket or range: `🚧 **v1.1 Security** - Phases 5-8` is "Security". */
function milestoneName(text: string, version: MilestoneVersion): string {
  const at = text.toLowerCase().indexOf(version.slice(1)) + version.length - 1;
  const rest = text.slice(at).replace(/\s+/g, " ").replace(/\*\*|__|~~/g, "").replace(/^[\s:：—–-]+/, "");
  return trimMarks(rest.split(/\s[-–—]\s|\(|\[|Phases?\s+\d/i)[0] ?? "");
}

function unique(phases: readonly PhaseNumber[]): PhaseNumber[] {
  return [...new Set(phases)];
}
