import { listPlansEdits, type PhaseNumber, projectFile, readPlan, samePhase } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import type { StepContext } from "./context.js";
import type { WorkFailure } from "../work/context.js";
import { stepFailure } from "./find-phase.js";
import { planProgressChanges } from "./roadmap-changes.js";
import { writeFiles } from "../work/write-files.js";

/** Names the plans of a phase in the roadmap that it does not name yet, and brings its counts up to date. */
export async function listPlans(context: StepContext, number: PhaseNumber): Promise<WorkFailure | undefined> {
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return stepFailure(loaded);
  const phase = loaded.product.phases.find((each) => samePhase(each.number, number));
  if (phase === undefined || loaded.roadmap === undefined) return undefined;
  const { source, outline } = loaded.roadmap;
  const plans = phase.plans.filter((plan) => !plan.superseded).map((plan) => {
    const text = context.ports.files.read(plan.path);
    const what = typeof text === "string" ? readPlan(text, plan.path).objective?.what : undefined;
    return { id: plan.id, title: (what ?? "").replace(/\s+/g, " ").trim().replace(/\.$/, ""), done: plan.done };
  });
  const edits = listPlansEdits(source, outline, phase.roadmap, plans);
  const listed = edits.length === 0 ? undefined : await writeFiles(context, [{ type: "edit", path: projectFile(context.place.project, "ROADMAP"), before: source, edits }]);
  return listed ?? writeFiles(context, planProgressChanges(context, number));
}
