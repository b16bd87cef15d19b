import { comparePhaseNumbers, formatPhaseNumber, parsePhaseNumber, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import { outlineOf } from "../markdown/outline-of.js";
import { type Finding, placeFindings, quote } from "../planning/problems.js";
import { readPhaseDetails } from "../planning/roadmap-section.js";
import type { PhaseDetails, RoadmapPhase } from "../planning/roadmap-types.js";
import { readRoadmap } from "../planning/roadmap.js";
import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { findResult } from "./find-result.js";

/** What a roadmapper was asked for. */
export interface RoadmapWish {
  /** The number of the milestone's first phase. */
  readonly firstPhase: number;
  /** The ids of the milestone's requirements. */
  readonly requirements: readonly string[];
}

/** The part of a roadmap that a roadmapper leaves: the phases of one milestone. */
export interface RoadmapPart {
  readonly text: string;
  readonly phases: readonly (RoadmapPhase & { readonly details: PhaseDetails })[];
  readonly problems: readonly Problem[];
}

interface Part {
  readonly phase: RoadmapPhase;
  readonly details: PhaseDetails;
  /** Where it stands. */
  readonly at: number | undefined;
}

/**
 * Reads what a roadmapper left: numbers without a gap, every phase in the list and with a section that says its goal and criteria, and every
 * requirement in exactly one phase. (formats.md 5)
 */
export function readRoadmapPart(files: readonly OutboxFile[], wish: RoadmapWish): RoadmapPart {
  const found = findResult(files, "ROADMAP.md");
  if (found.type === "problems") return { text: "", phases: [], problems: found.problems };
  const { path, text } = found.file;
  const outline = outlineOf(text);
  const roadmap = readRoadmap(text, outline, path);
  const parts = roadmap.phases.map((phase): Part => ({ phase, details: phase.section === undefined ? NOTHING : readPhaseDetails(text, outline, phase.section), at: phase.section?.heading.range.start ?? phase.entry?.item.range.start }));
  const tooMany: Finding[] = parts.length > MOST_PHASES ? [{ code: "result-too-long", offset: undefined, message: `There are ${String(parts.length)} phases.`, remedy: `Divide the milestone into at most ${String(MOST_PHASES)}.` }] : [];
  const findings = [...tooMany, ...numberFindings(parts, wish.firstPhase), ...parts.flatMap((part) => phaseFindings(part, parts, wish.firstPhase)), ...requirementFindings(parts, wish.requirements)];
  return { text, phases: parts.map(({ phase, details }) => ({ ...phase, details })), problems: [...roadmap.problems, ...placeFindings(path, text, findings)] };
}

/** Phases of one milestone; more than that nobody looks over. */
const MOST_PHASES = 60;

const NOTHING: PhaseDetails = { goal: undefined, dependsOn: undefined, requirements: [], criteria: [], plansLine: undefined };

function numberFindings(parts: readonly Part[], first: number): Finding[] {
  const ordered = [...parts].sort((a, b) => comparePhaseNumbers(a.phase.number, b.phase.number));
  return ordered.flatMap(({ phase, at }, index): Finding[] => {
    const wanted = parsePhaseNumber(String(first + index));
    if (wanted !== undefined && samePhase(wanted, phase.number)) return [];
    return [{ code: "result-id-unread", offset: at, message: `Phase ${formatPhaseNumber(phase.number)} stands where phase ${String(first + index)} has to be.`, remedy: `Count from ${String(first)} on without a gap.` }];
  }).slice(0, 1);
}

function phaseFindings({ phase, details, at }: Part, parts: readonly Part[], first: number): Finding[] {
  const label = `Phase ${formatPhaseNumber(phase.number)}`;
  const say = (code: Finding["code"], message: string, remedy: string): Finding => ({ code, offset: at, message, remedy });
  if (phase.section === undefined) return [say("result-section-missing", `${label} has no section.`, "Write one below `## Phase Details`.")];
  return [
    ...(phase.entry === undefined ? [say("result-incomplete", `${label} is not in the list of phases.`, "Add its line below `## Phases`.")] : []),
    ...(details.goal === undefined ? [say("result-incomplete", `${label} has no goal.`, "Write `**Goal**: …` into its section.")] : []),
    ...(details.criteria.length === 0 ? [say("result-incomplete", `${label} has no success criteria.`, "Write two to five sentences that somebody can check below `**Success Criteria**:`.")] : []),
    ...(details.dependsOn?.phases ?? []).filter((number) => !isEarlier(number, phase.number, parts, first)).map((number) => say("result-id-unknown", `${label} depends on phase ${formatPhaseNumber(number)}, which does not come before it.`, "Name only phases before it that it cannot do without.")),
  ];
}

function isEarlier(number: PhaseNumber, than: PhaseNumber, parts: readonly Part[], first: number): boolean {
  const start = parsePhaseNumber(String(first));
  const known = parts.some(({ phase }) => samePhase(phase.number, number)) || (start !== undefined && comparePhaseNumbers(number, start) < 0);
  return known && comparePhaseNumbers(number, than) < 0;
}

function requirementFindings(parts: readonly Part[], wanted: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const taken = new Map<string, PhaseNumber>();
  for (const { phase, details, at } of parts) {
    for (const id of new Set(details.requirements)) {
      const other = taken.get(id);
      if (!wanted.includes(id)) findings.push({ code: "result-id-unknown", offset: at, message: `${quote(id)} is no requirement of the milestone.`, remedy: "Invent none, and leave out those of other milestones." });
      else if (other !== undefined) findings.push({ code: "result-id-repeated", offset: at, message: `${id} belongs to phase ${formatPhaseNumber(other)} already.`, remedy: "Give every requirement to exactly one phase." });
      taken.set(id, phase.number);
    }
  }
  const left = wanted.filter((id) => !taken.has(id));
  if (left.length > 0) findings.push({ code: "result-incomplete", offset: undefined, message: `No phase meets ${left.join(", ")}.`, remedy: "Give every requirement to exactly one phase." });
  return findings;
}
