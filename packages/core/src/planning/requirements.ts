import { outlineOf } from "../markdown/outline-of.js";
import { cellText } from "../markdown/table.js";
import type { Problem } from "../problem.js";
import { type Position, positionAt } from "../text/lines.js";
import { type Finding, placeFindings, quote } from "./problems.js";
import { placeRequirements, type RequirementPlace } from "./requirement-place.js";

/** One requirement. */
export interface Requirement {
  /** `AUTH-01`, as it is written where the requirement is defined. */
  readonly id: string;
  readonly text: string;
  /** `undefined` where there is no box. */
  readonly ticked: boolean | undefined;
  /** The heading of level 2 that it stands below, like `v1 Requirements`. */
  readonly section: string | undefined;
  /** The heading of level 3 that it stands below. */
  readonly category: string | undefined;
  /** The status in the table of traceability, as it is written. */
  readonly status: string | undefined;
  /** The phases in that table, as they are written. */
  readonly phases: string | undefined;
  readonly at: Position;
}

/** What `REQUIREMENTS.md` says. */
export interface Requirements {
  readonly path: string;
  /** In the order of the document. */
  readonly requirements: readonly Requirement[];
  readonly problems: readonly Problem[];
}

/** Reads `REQUIREMENTS.md`: bullets of any kind, with and without a box or bold, headings, and tables with more columns. (formats.md 11) */
export function readRequirements(source: string, path: string): Requirements {
  const places = placeRequirements(source, outlineOf(source));
  const findings: Finding[] = [];
  if (places.definitions.length === 0) findings.push({ code: "requirements-missing", offset: undefined, message: "There is no requirement.", remedy: "Write each as - [ ] **AUTH-01**: what must be true." });
  const seen = new Set<string>();
  const requirements = places.definitions.flatMap((place): Requirement[] => {
    const key = place.id.toUpperCase();
    if (seen.has(key)) {
      findings.push({ code: "requirement-repeated", offset: place.offset, message: `${place.id} is there a second time; the first one counts.`, remedy: "Give it another id, or remove it." });
      return [];
    }
    seen.add(key);
    const row = places.rows.get(key);
    if (row === undefined && places.rows.size > 0 && place.ticked !== undefined) findings.push({ code: "requirement-untraced", offset: place.offset, message: `${place.id} has no row in the table of traceability.`, remedy: "Add one, with its phase." });
    return [requirementOf(source, place, row?.status === undefined ? undefined : cellText(source, row.status), row?.phase === undefined ? undefined : cellText(source, row.phase))];
  });
  for (const [key, row] of places.rows) {
    if (!seen.has(key) && places.definitions.length > 0) findings.push({ code: "requirement-undefined", offset: row.row.range.start, message: `The table names ${quote(key)}, which is no requirement of this file.`, remedy: "Correct the id." });
  }
  return { path, requirements, problems: placeFindings(path, source, findings) };
}

function requirementOf(source: string, { id, text, ticked, section, category, offset }: RequirementPlace, status: string | undefined, phases: string | undefined): Requirement {
  return { id, text, ticked, section, category, status: status === "" ? undefined : status, phases: phases === "" ? undefined : phases, at: positionAt(source, offset) };
}
