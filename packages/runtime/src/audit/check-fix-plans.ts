import type { FileChange, PlanId, PlanningPath } from "@dgs/core";
import { askPlanChecker } from "../plan/ask-plan-checker.js";
import type { StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import { draftPath, fixPlanPath } from "./fix-plans.js";
import { gapsInput } from "./gaps-input.js";
import { planInputs } from "./plan-inputs.js";
import type { GapsToClose } from "./write-fix-plans.js";

interface Draft {
  readonly id: PlanId;
  readonly path: PlanningPath;
  readonly text: string;
}

/** What the checker objects to; none: the drafts are plans now. */
export interface FixPlansChecked {
  readonly type: "checked";
  readonly issues: readonly string[];
}

/** Has a plan checker hold the drafts against the gaps; drafts that it takes become plans. */
export async function checkFixPlans(context: StepContext, { found, gaps, purpose }: Omit<GapsToClose, "failures">, ids: readonly PlanId[]): Promise<FixPlansChecked | WorkFailure> {
  const drafts = readDrafts(context, found, ids);
  if (isFailure(drafts)) return drafts;
  // Where one is a plan already, a run was cut off while it moved them: the checker has taken all.
  if (drafts.length < ids.length) return makePlans(context, found, drafts);
  const check = await askPlanChecker(context, { label: found.label, purpose, plans: drafts, wanted: [gapsInput(gaps)], known: planInputs(context.ports.files, found) });
  if (isFailure(check)) return check;
  const issues = check.issues.filter((issue) => issue.severity === "blocker").map(({ plan, text, fix }) => `${plan ?? "the plans"}: ${text}${fix === undefined ? "" : ` (${fix})`}`);
  return issues.length > 0 ? { type: "checked", issues } : makePlans(context, found, drafts);
}

async function makePlans(context: StepContext, found: PhaseInFolder, drafts: readonly Draft[]): Promise<FixPlansChecked | WorkFailure> {
  return (await writeFiles(context, drafts.map(({ id, path }): FileChange => ({ type: "move", from: path, to: fixPlanPath(found, id) })))) ?? { type: "checked", issues: [] };
}

function readDrafts(context: StepContext, found: PhaseInFolder, ids: readonly PlanId[]): readonly Draft[] | WorkFailure {
  const drafts: Draft[] = [];
  for (const id of ids) {
    const path = draftPath(found, id);
    const text = context.ports.files.read(path);
    if (typeof text === "string") drafts.push({ id, path, text });
    else if (typeof context.ports.files.read(fixPlanPath(found, id)) !== "string") return failed("internal", `the draft ${path} of plan ${id} is gone: run the audit again`);
  }
  return drafts;
}
