import { type FileChange, phaseEdits, type PhaseNumber, projectFile, samePhase } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";

/**
 * The changes that bring the roadmap up to what lies on disk: the boxes of plans, the `Plans:` line, the progress row;
 * with `tick` also the box of the phase. Derived anew each time, never counted up: what says the same stays.
 */
export function planProgressChanges(context: { readonly ports: Pick<Ports, "files" | "clock">; readonly place: Place }, number: PhaseNumber, tick?: boolean): readonly FileChange[] {
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded) || loaded.roadmap === undefined) return [];
  const { source: before, outline } = loaded.roadmap;
  const phase = loaded.product.phases.find((each) => samePhase(each.number, number));
  if (phase === undefined) return [];
  const plans = phase.plans.filter((plan) => !plan.superseded).map(({ id, done }) => ({ id, done }));
  // Only its tick says that the phase is complete; the words beside one that is there stay.
  const status = tick === undefined && phase.status === "complete" && phase.ticked !== true ? "executed" : phase.status;
  const edits = phaseEdits(before, outline, phase.roadmap, { plans, status, tick, date: context.ports.clock.now().slice(0, 10) });
  return edits.length === 0 ? [] : [{ type: "edit", path: projectFile(context.place.project, "ROADMAP"), before, edits }];
}
