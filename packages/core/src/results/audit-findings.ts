import { parsePhaseNumber, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import type { MilestoneGap } from "../planning/milestone-audit.js";
import { placeFindings, quote } from "../planning/problems.js";
import type { Problem } from "../problem.js";
import { fieldOf, type JsonPlace, type JsonReader, listField, openJson, tell, textField, wordField } from "./json-result.js";

const KINDS = ["requirement", "integration", "flow"] as const;

/** `findings.json`: what an integration checker leaves. */
export interface AuditFindings {
  readonly gaps: readonly Omit<MilestoneGap, "id">[];
  readonly notes: string;
  readonly problems: readonly Problem[];
}

/**
 * Reads `findings.json`.
 * @param phases The phases of the roadmap: a gap is closed in one of them, or in none that it names.
 */
export function readAuditFindings(source: string, path: string, phases: readonly PhaseNumber[]): AuditFindings {
  const reader = openJson(source);
  if (!("root" in reader)) return { gaps: [], notes: "", problems: placeFindings(path, source, reader) };
  const gaps = listField(reader, reader.root, "gaps").flatMap((place) => readGap(reader, place, phases));
  const notes = textField(reader, reader.root, "notes", "be left out");
  return { gaps, notes, problems: placeFindings(path, source, reader.findings) };
}

function readGap(reader: JsonReader, place: JsonPlace, phases: readonly PhaseNumber[]): Omit<MilestoneGap, "id">[] {
  const [kind, text] = [wordField(reader, place, "kind", KINDS), textField(reader, place, "text")];
  const field = fieldOf(reader, place, "phase");
  const named = field?.value === null || field?.value === "" ? undefined : field;
  const phase = named === undefined ? undefined : phaseOf(reader, named, phases);
  return kind === undefined || text === "" ? [] : [{ kind, phase, text }];
}

function phaseOf(reader: JsonReader, place: JsonPlace, phases: readonly PhaseNumber[]): string | undefined {
  const text = typeof place.value === "number" || typeof place.value === "string" ? String(place.value).trim() : "";
  const number = parsePhaseNumber(text.replace(/^phase\s+/i, ""));
  if (number !== undefined && phases.some((phase) => samePhase(phase, number))) return text;
  tell(reader, place.path, { code: number === undefined ? "result-id-unread" : "result-id-unknown", message: `${quote(JSON.stringify(place.value))} is no phase of the roadmap.`, remedy: "Write the number of the phase that the gap is best closed in, or leave `phase` out." });
  return undefined;
}
