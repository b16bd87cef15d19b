import type { PhaseNumber } from "../ids/phase-number.js";
import { joinPath, type PlanningPath } from "../ids/planning-path.js";

/** The file of the nth audit of a phase, from 1: `03-AUDIT.md`, `03-AUDIT-02.md`. */
export function auditPath(folder: PlanningPath, phase: PhaseNumber, nth: number): PlanningPath {
  return joinPath(folder, `${phase}-AUDIT${nth === 1 ? "" : `-${String(nth).padStart(2, "0")}`}.md`);
}

/** Which audit of a phase a file name is of, from 1; `undefined` where it is of none. */
export function auditNumberOf(name: string): number | undefined {
  const match = /-AUDIT(?:-(\d{2,4}))?\.md$/.exec(name);
  if (match === null) return undefined;
  const nth = match[1] === undefined ? 1 : Number(match[1]);
  return nth === 1 && match[1] !== undefined ? undefined : nth;
}
