import { type FileChange, frontMatterEdit, joinPath, phaseFilePath, type PhaseNumber, planPath, type PlanningPath, projectFile, samePhase, stateEdits, type WavesCorrected } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { percentOf } from "../percent-of.js";
import { isRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import { listPlans } from "../steps/list-plans.js";
import { markUncommitted } from "../work/commit-marked.js";
import type { WorkFailure } from "../work/context.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";

/** While plans are written one after the other this file says that they are not all there yet. */
export function planningMarker(folder: PlanningPath): PlanningPath {
  return joinPath(folder, ".planning-in-progress");
}

/**
 * Writes the plans of a phase, names them in the roadmap, and brings STATE.md up to date. Killed anywhere, the next run writes them anew.
 * @param check What becomes of `NN-CHECK.md`: with the plans, as nobody knows what was found in them once they are there.
 */
export async function writePlans(context: StepContext, found: FoundPhase, taken: WavesCorrected, check: readonly FileChange[]): Promise<WorkFailure | undefined> {
  const folder = folderOfPhase(context, found.phase);
  const marker = planningMarker(folder);
  const ids = new Set<string>(taken.plans.map((plan) => plan.id));
  const text = "Plans are being written into this folder; the next run writes them anew.\n";
  const leftover = found.phase.plans.filter((plan) => !plan.done && !plan.superseded && !ids.has(plan.id));
  const written = await writeFiles(context, [
    ...putFile(context, marker, text),
    ...taken.plans.flatMap((plan) => putFile(context, planPath(folder, plan.id), plan.text)),
    ...(taken.validation === undefined ? [] : putFile(context, phaseFilePath(folder, found.phase.number, "VALIDATION"), taken.validation.text)),
    ...leftover.flatMap((plan) => supersede(context, plan.path)),
    ...check,
    ...markUncommitted(context, folder, "planning"),
    { type: "delete", path: marker, before: text },
  ]);
  return written ?? tellPlans(context, found.phase.number);
}

/** Names the plans of a phase in the roadmap and in STATE.md, as far as they do not stand there yet. */
export async function tellPlans(context: StepContext, number: PhaseNumber): Promise<WorkFailure | undefined> {
  return (await listPlans(context, number)) ?? writeFiles(context, stateChanges(context, number));
}

/** A plan that an interrupted run wrote and that the new set does not have leaves the counts; the file stays. */
function supersede(context: StepContext, path: PlanningPath): FileChange[] {
  const before = context.ports.files.read(path);
  return typeof before === "string" ? [{ type: "edit", path, before, edits: frontMatterEdit(before, "status", "superseded") }] : [];
}

/** The position moves only to the phase that comes next: who plans ahead is still where they were. */
function stateChanges(context: StepContext, number: PhaseNumber): readonly FileChange[] {
  const path = projectFile(context.place.project, "STATE");
  const before = context.ports.files.read(path);
  const loaded = loadProduct(context.ports.files, context.place);
  if (typeof before !== "string" || isRefusal(loaded)) return [];
  const { product } = loaded;
  const { next, counts } = product;
  const total = product.phases.filter(({ counted }) => counted).length;
  const isNext = next !== undefined && samePhase(next.number, number) && next.plansDone === 0;
  const edits = stateEdits(before, {
    ...(isNext ? { phase: { number: next.number, name: next.name, total }, plan: { number: undefined, total: next.planCount }, status: "Ready to execute" } : {}),
    progress: { total_phases: counts.phases, completed_phases: counts.phasesComplete, total_plans: counts.plans, completed_plans: counts.plansDone, percent: percentOf(product) },
  });
  return edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
}
