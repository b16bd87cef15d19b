import { formatPhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { type Finding, placeFindings } from "../planning/problems.js";
import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { decisionsIn, pathsOutside, sectionsOf, taggedPart } from "./document-parts.js";
import { findResult } from "./find-result.js";

/** `NN-CONTEXT.md` as an agent leaves it: what was decided about a phase. */
export interface ContextDocument {
  readonly text: string;
  /** The ids of its decisions: `D-01`. */
  readonly decisions: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads the decisions that an agent made about a phase, as nobody could be asked. (formats.md 12) */
export function readContextDocument(files: readonly OutboxFile[], phase: PhaseNumber): ContextDocument {
  const found = findResult(files, `${phase}-CONTEXT.md`, (path) => path === "CONTEXT.md" || path === `${phase}-CONTEXT.md` || path === `${formatPhaseNumber(phase)}-CONTEXT.md`);
  if (found.type === "problems") return { text: "", decisions: [], problems: found.problems };
  const { path, text } = found.file;
  const part = taggedPart(text, "decisions") ?? sectionsOf(text).get("decisions");
  if (part === undefined) {
    const finding: Finding = { code: "result-section-missing", offset: undefined, message: "There is no part <decisions>.", remedy: "Write the decisions between <decisions> and </decisions>." };
    return { text, decisions: [], problems: placeFindings(path, text, [finding]) };
  }
  const decisions = decisionsIn(text, part);
  const findings: Finding[] = [];
  if (decisions.length === 0) findings.push({ code: "result-incomplete", offset: part.start, message: "No decision stands there.", remedy: "Write each as a line `- **D-01:** … (assumed)`." });
  for (const [index, { id, at, text: line }] of decisions.entries()) {
    if (decisions.findIndex((other) => other.id === id) < index) findings.push({ code: "result-id-repeated", offset: at, message: `There are two decisions ${id}.`, remedy: "Number them on." });
    if (!/\(assumed\)/i.test(line)) findings.push({ code: "decision-not-assumed", offset: at, message: `${id} does not say that it was assumed.`, remedy: "End it with `(assumed)`." });
  }
  const refs = taggedPart(text, "canonical_refs") ?? sectionsOf(text).get("canonical refs");
  if (refs !== undefined) findings.push(...pathsOutside(text, refs));
  return { text, decisions: [...new Set(decisions.map(({ id }) => id))], problems: placeFindings(path, text, findings) };
}
