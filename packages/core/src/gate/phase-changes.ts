import { filesOverlap } from "../planning/file-overlap.js";
import type { GateChange, GateKind } from "./types.js";

/** What no plan of a phase can ask for without a person: it takes away what was measured before. */
const TAKES_AWAY: ReadonlySet<GateKind> = new Set(["file-deleted", "test-removed", "tests-fewer", "test-skipped", "command-dropped", "threshold-lowered"]);

/** A script that ends well whatever its tests do, or only says that they passed. */
const SAYS_YES = /\|\|[ \t]*(?:true|:|exit 0|echo)\b|\|\|[ \t]*:|;[ \t]*(?:true|:|exit 0)[ \t]*"?\.?$|is "(?:exit 0|true|:|echo [^&|;]*)"\.$|passWithNoTests|node_modules\//;

/**
 * Judges what a phase did to the gate while it was carried out as planned. Tests that a plan names are to be changed: what it brings there is told. What no plan names,
 * and what takes tests away or lets a script say yes, needs a person as ever. (Design 3.5)
 * @param planned The files that the plans of the phase say they change.
 */
export function judgePhaseChanges(changes: readonly GateChange[], planned: readonly string[]): readonly GateChange[] {
  return changes.map((change) => {
    const isPlanned = planned.length > 0 && filesOverlap(planned, [change.path]);
    const isAsked = isPlanned && !TAKES_AWAY.has(change.kind) && !SAYS_YES.test(change.text) && !change.path.includes("node_modules/");
    return { ...change, planned: isPlanned, ...(isAsked ? { severity: "listed" as const } : {}) };
  });
}
