import { type FileChange, parsePhaseNumber, type PhaseNumber, projectFile, readPlan, readRequirements, requirementEdits, samePhase } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal } from "../refusal.js";

/**
 * The changes that tick the requirements which a complete phase fulfils: those that its plans name. A requirement that the table of traceability
 * gives to other phases only is not fulfilled yet; one that is marked as blocked stays. Nothing changes while the phase is not complete.
 */
export function requirementChanges({ ports: { files }, place }: { readonly ports: Pick<Ports, "files">; readonly place: Place }, number: PhaseNumber): readonly FileChange[] {
  const path = projectFile(place.project, "REQUIREMENTS");
  const before = files.read(path);
  const loaded = loadProduct(files, place);
  if (typeof before !== "string" || isRefusal(loaded)) return [];
  const phase = loaded.product.phases.find((each) => samePhase(each.number, number));
  if (phase?.status !== "complete") return [];
  const named = phase.plans.filter((plan) => plan.done).flatMap((plan) => {
    const text = files.read(plan.path);
    return typeof text === "string" ? readPlan(text, plan.path).requirements : [];
  });
  const elsewhere = new Set(readRequirements(before, path).requirements.filter(({ phases }) => phases !== undefined && isOfOthers(phases, number)).map(({ id }) => id.toUpperCase()));
  const { edits } = requirementEdits(before, named.filter((id) => !elsewhere.has(id.toUpperCase())), { ticked: true, status: "Complete" });
  return edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
}

/** Whether a cell such as `Phase 3` or `Phases 2, 3` names phases, and this one is not among them; ranges count as naming all. */
function isOfOthers(cell: string, number: PhaseNumber): boolean {
  if (/\d\s*(?:-|–|to)\s*\d/.test(cell)) return false;
  const phases = (cell.match(/\d+[A-Za-z]?(?:\.\d+)*/g) ?? []).flatMap((word) => parsePhaseNumber(word) ?? []);
  return phases.length > 0 && !phases.some((each) => samePhase(each, number));
}
