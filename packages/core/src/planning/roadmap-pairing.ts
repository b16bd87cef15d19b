import { comparePhaseNumbers, phaseKey } from "../ids/phase-number.js";
import type { MilestoneVersion } from "../ids/version.js";
import { holds } from "../text/range.js";
import type { PhaseTitle } from "./phase-title.js";
import { quote, type Finding } from "./problems.js";
import type { TitledEntry } from "./roadmap-entries.js";
import type { PhaseSection, RoadmapMilestone, RoadmapPhase } from "./roadmap-types.js";

/** A section of a phase with the title it carries. */
export interface TitledSection {
  readonly title: PhaseTitle;
  readonly section: PhaseSection;
  readonly offset: number;
}

/** Whose a phase is. Firm where it stands inside the milestone; else the milestone's range of phases says so. */
interface Owner {
  readonly version: MilestoneVersion | undefined;
  readonly firm: boolean;
}

type Owned<T> = T & { readonly owner: Owner; readonly key: string };

/** A phase before its progress row is known. */
export type PairedPhase = Omit<RoadmapPhase, "row">;

/** Puts each checklist line together with its section, and says which milestone each phase belongs to. */
export function pairPhases(sections: readonly TitledSection[], entries: readonly TitledEntry[], milestones: readonly RoadmapMilestone[], findings: Finding[]): PairedPhase[] {
  const left = { sections: dropRepeated(ownParts(sections, milestones), "duplicate-phase", findings), entries: dropRepeated(ownParts(entries, milestones), "duplicate-phase-entry", findings) };
  const closed = new Set(milestones.filter(({ state }) => state === "closed").map(({ version }) => version));
  const pairs = pairByOwner(left.sections, left.entries);
  pairRest(left.sections, left.entries, pairs, closed);
  const taken = new Set(pairs.values());
  const phases = [...left.sections.map((section) => phaseOf(section, pairs.get(section))), ...left.entries.filter((entry) => !taken.has(entry)).map((entry) => phaseOf(undefined, entry))];
  return sortPhases(phases, milestones);
}

/**
 * Says whose each part is: the innermost milestone's that it stands in, else that of the milestone whose range of
 * phases names it and does not hold one of that number already.
 */
function ownParts<T extends TitledSection | TitledEntry>(parts: readonly T[], milestones: readonly RoadmapMilestone[]): Owned<T>[] {
  const spans = milestones.flatMap(({ version, spans }) => spans.map((span) => ({ version, span }))).sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  const ranges = new Map<string, RoadmapMilestone[]>();
  for (const milestone of milestones) for (const phase of milestone.phases) ranges.set(phaseKey(phase), [...(ranges.get(phaseKey(phase)) ?? []), milestone]);
  const inside = parts.map((part) => ({ part, key: phaseKey(part.title.number), version: spans.find(({ span }) => holds(span, part.offset))?.version }));
  const held = new Set(inside.flatMap(({ version, key }) => (version === undefined ? [] : [`${version} ${key}`])));
  return inside.map(({ part, key, version }) => {
    if (version !== undefined) return { ...part, key, owner: { version, firm: true } };
    const named = (ranges.get(key) ?? []).filter((milestone) => !held.has(`${milestone.version} ${key}`));
    return { ...part, key, owner: { version: theOne(named, ({ state }) => state !== "closed")?.version, firm: false } };
  });
}

/** The only candidate, else the only one that is preferred. */
function theOne<T>(candidates: readonly T[], preferred: (candidate: T) => boolean): T | undefined {
  if (candidates.length === 1) return candidates[0];
  const better = candidates.filter(preferred);
  return better.length === 1 ? better[0] : undefined;
}

function dropRepeated<T extends TitledSection | TitledEntry>(parts: readonly Owned<T>[], code: "duplicate-phase" | "duplicate-phase-entry", findings: Finding[]): Owned<T>[] {
  const seen = new Set<string>();
  return parts.filter(({ owner, key, title, offset }) => {
    const name = placeKey(owner, key);
    if (!seen.has(name)) {
      seen.add(name);
      return true;
    }
    const where = owner.version === undefined ? "" : ` of milestone ${owner.version}`;
    findings.push({ code, offset, message: `Phase ${title.spelled}${where} stands here a second time, as ${quote(title.name)}; only the first counts.`, remedy: "Remove one of the two, or give it a number of its own." });
    return false;
  });
}

function placeKey(owner: Owner, key: string): string {
  return `${owner.version ?? "?"} ${key}`;
}

type Sections = readonly Owned<TitledSection>[];
type Entries = readonly Owned<TitledEntry>[];
type Pairs = Map<Owned<TitledSection>, Owned<TitledEntry>>;

function pairByOwner(sections: Sections, entries: Entries): Pairs {
  const byPlace = new Map(entries.map((entry) => [placeKey(entry.owner, entry.key), entry]));
  const pairs: Pairs = new Map();
  for (const section of sections) {
    const entry = byPlace.get(placeKey(section.owner, section.key));
    if (entry !== undefined) pairs.set(section, entry);
  }
  return pairs;
}

/** A line and a section of one number belong together too where at least one of them could be anybody's. */
function pairRest(sections: Sections, entries: Entries, pairs: Pairs, closed: ReadonlySet<MilestoneVersion>): void {
  const taken = new Set(pairs.values());
  const free = new Map<string, Owned<TitledSection>[]>();
  for (const section of sections) if (!pairs.has(section)) free.set(section.key, [...(free.get(section.key) ?? []), section]);
  const isOpen = ({ owner }: { readonly owner: Owner }): boolean => owner.version === undefined || !closed.has(owner.version);
  const waiting = entries.filter((entry) => !taken.has(entry)).sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  for (const entry of waiting) {
    const candidates = (free.get(entry.key) ?? []).filter((section) => !pairs.has(section) && !(section.owner.firm && entry.owner.firm));
    const section = theOne(candidates, isOpen);
    if (section !== undefined) pairs.set(section, entry);
  }
}

function phaseOf(section: Owned<TitledSection> | undefined, entry: Owned<TitledEntry> | undefined): PairedPhase {
  const [heading, line] = [section?.title, entry?.title];
  const title = heading ?? line;
  if (title === undefined) throw new RangeError("a phase needs a section or a line of the checklist");
  const owner = section?.owner.firm === true || entry?.owner.firm !== true ? (section?.owner.version ?? entry?.owner.version) : entry.owner.version;
  return {
    number: title.number,
    spelled: title.spelled,
    name: title.name === "" ? (line?.name ?? "") : title.name,
    milestone: owner,
    inserted: heading?.inserted === true || line?.inserted === true,
    backlog: heading?.backlog === true || line?.backlog === true,
    retired: heading?.retired === true || line?.retired === true,
    entry: entry?.entry,
    section: section?.section,
  };
}

/** Sections give the order where all phases have one, else the checklist; where neither is whole, the numbers do. */
function sortPhases(phases: PairedPhase[], milestones: readonly RoadmapMilestone[]): PairedPhase[] {
  if (phases.every(({ section }) => section !== undefined)) return phases.sort((a, b) => (a.section?.range.start ?? 0) - (b.section?.range.start ?? 0));
  if (phases.every(({ entry }) => entry !== undefined)) return phases.sort((a, b) => (a.entry?.item.bullet.start ?? 0) - (b.entry?.item.bullet.start ?? 0));
  const rank = new Map(milestones.map(({ version }, index) => [version, index]));
  const rankOf = ({ milestone }: PairedPhase): number => (milestone === undefined ? milestones.length : (rank.get(milestone) ?? milestones.length));
  return phases.sort((a, b) => rankOf(a) - rankOf(b) || comparePhaseNumbers(a.number, b.number));
}
