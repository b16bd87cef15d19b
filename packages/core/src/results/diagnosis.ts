import { placeFindings, quote } from "../planning/problems.js";
import type { Problem } from "../problem.js";
import { type JsonPlace, type JsonReader, listField, openJson, tell, textField, textOf, wordField } from "./json-result.js";
import { artifactsField, type NamedArtifact } from "./structure-check.js";

const CERTAINTIES = ["proved", "likely"] as const;

/** The cause of a gap, as a debugger found it. */
export interface GapCause {
  readonly id: string;
  /** `undefined` where it stays unknown; then `evidence` says what was tried. */
  readonly rootCause: string | undefined;
  readonly certainty: "proved" | "likely";
  readonly evidence: readonly string[];
  readonly artifacts: readonly NamedArtifact[];
  readonly missing: readonly string[];
}

/** `diagnosis.json`: what a debugger leaves that plans nothing. */
export interface Diagnosis {
  readonly causes: readonly GapCause[];
  readonly problems: readonly Problem[];
}

/** Reads `diagnosis.json`: every gap is answered once, by its id, and no other. */
export function readDiagnosis(source: string, path: string, gaps: readonly string[]): Diagnosis {
  const reader = openJson(source);
  if (!("root" in reader)) return { causes: [], problems: placeFindings(path, source, reader) };
  const answered = new Set<string>();
  const causes = listField(reader, reader.root, "gaps").flatMap((place) => readCause(reader, place, gaps, answered));
  const left = gaps.filter((id) => !answered.has(id));
  if (left.length > 0) tell(reader, ["gaps"], { code: "result-incomplete", message: `Nothing is said of ${left.join(", ")}.`, remedy: "Answer every gap once; where the cause stays unknown, say so and what you tried." });
  return { causes, problems: placeFindings(path, source, reader.findings) };
}

function readCause(reader: JsonReader, place: JsonPlace, gaps: readonly string[], answered: Set<string>): GapCause[] {
  const id = textField(reader, place, "id");
  if (id !== "" && !gaps.includes(id)) tell(reader, [...place.path, "id"], { code: "result-id-unknown", message: `There is no gap ${quote(id)}.`, remedy: `The gaps are ${gaps.join(", ")}.` });
  if (answered.has(id)) tell(reader, [...place.path, "id"], { code: "result-id-repeated", message: `The gap ${quote(id)} is answered twice.`, remedy: "Answer it once." });
  answered.add(id);
  const [cause, certainty] = [textField(reader, place, "root_cause"), wordField(reader, place, "certainty", CERTAINTIES)];
  const [evidence, missing] = (["evidence", "missing"] as const).map((key) => listField(reader, place, key, "be left out").map((entry) => textOf(reader, entry)));
  const artifacts = artifactsField(reader, place);
  const isUnknown = cause.toLowerCase() === "unknown";
  if (isUnknown && (evidence ?? []).length === 0) tell(reader, place.path, { code: "result-incomplete", message: "The cause is unknown, and nothing says what was tried.", remedy: "Write under `evidence` what you tried and what it showed." });
  if (id === "" || cause === "" || certainty === undefined) return [];
  return [{ id, rootCause: isUnknown ? undefined : cause, certainty, evidence: evidence ?? [], artifacts, missing: missing ?? [] }];
}
