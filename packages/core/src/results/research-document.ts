import { formatPhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { type Finding, placeFindings } from "../planning/problems.js";
import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { decisionsIn, missingSections, sectionsOf, taggedPart } from "./document-parts.js";
import { findResult, type FoundResult } from "./find-result.js";

/** What a researcher leaves, or who makes one summary of what researchers found. */
export interface ResearchDocument {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/**
 * Reads the research for a phase, `NN-RESEARCH.md`. Parts where there was nothing to say may be left out, sources may not. (formats.md 12)
 * @param decisions The ids of the decisions about the phase: research carries them on, as they hold.
 */
export function readPhaseResearch(files: readonly OutboxFile[], phase: PhaseNumber, decisions: readonly string[]): ResearchDocument {
  const found = findResult(files, `${phase}-RESEARCH.md`, (path) => path === "RESEARCH.md" || path === `${phase}-RESEARCH.md` || path === `${formatPhaseNumber(phase)}-RESEARCH.md`);
  return readWith(found, (text) => {
    const part = taggedPart(text, "user_constraints") ?? sectionsOf(text).get("user constraints");
    const carried = part === undefined ? [] : decisionsIn(text, part).map(({ id }) => id);
    const left = decisions.filter((id) => !carried.includes(id));
    const lost: Finding[] = left.length === 0 ? [] : [{ code: "result-incomplete", offset: part?.start, message: `The decisions ${left.join(", ")} are not among the constraints.`, remedy: "Copy every decision about the phase into <user_constraints>." }];
    return [...lost, ...missingSections(text, ["Sources"]), ...nothingFound(text)];
  });
}

/** Reads what a researcher found on one topic of a project: `STACK.md` and so on. (formats.md 1) */
export function readProjectResearch(files: readonly OutboxFile[], topic: string): ResearchDocument {
  return readWith(findResult(files, `${topic.toUpperCase()}.md`), (text) => [...missingSections(text, ["Sources"]), ...nothingFound(text)]);
}

/** Reads the summary of the research on a project, `SUMMARY.md`: what a roadmap is made from. (formats.md 1) */
export function readResearchSummary(files: readonly OutboxFile[]): ResearchDocument {
  return readWith(findResult(files, "SUMMARY.md"), (text) => missingSections(text, ["Key Findings", "Implications for the Roadmap", "Contradictions", "Gaps", "Confidence"]));
}

function readWith(found: FoundResult, read: (text: string) => readonly Finding[]): ResearchDocument {
  if (found.type === "problems") return { text: "", problems: found.problems };
  const { path, text } = found.file;
  return { text, problems: placeFindings(path, text, read(text)) };
}

/** Besides where it was looked up and what is open, research has to say something. */
function nothingFound(text: string): Finding[] {
  const others = [...sectionsOf(text)].filter(([title, { start, end }]) => !["sources", "metadata", "open questions"].includes(title) && text.slice(start, end).trim() !== "");
  return others.length > 0 ? [] : [{ code: "result-incomplete", offset: undefined, message: "No part of it says what was found out.", remedy: "Write what the next who read it have to know, as the example shows." }];
}
