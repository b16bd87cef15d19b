import { addPhasesEdits, type FileChange, fixPhasesOf, type GapGroup, groupGaps, type MilestoneGap, nextPhaseNumber, type PhaseNumber, type PhaseToAdd, type PlanningPath, projectFile, readGapClosure, readMilestoneAudit, readRequirements, reopenRequirements } from "@dgs/core";
import { activeMilestoneOf, loadProduct, type LoadedProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import { stepFailure } from "../steps/find-phase.js";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { formatFinding } from "../work/findings.js";
import { sectionTextOf } from "./read-coverage.js";

/** What becomes of the gaps of an audit. */
export type GapPlan =
  /** An earlier run has made the phases already. */
  | { readonly type: "made"; readonly phases: readonly MadePhase[] }
  | { readonly type: "planned"; readonly phases: readonly PlannedFix[]; readonly changes: readonly FileChange[]; readonly paths: readonly PlanningPath[] };

/** A fix phase that is in the roadmap. */
export interface MadePhase {
  readonly number: PhaseNumber;
  readonly name: string;
}

/** A fix phase that is to be added, with the gaps that it closes. */
export interface PlannedFix {
  readonly phase: PhaseToAdd;
  readonly group: GapGroup;
}

/** Plans the fix phases of a milestone's audit: what would be written, or what an earlier run wrote. Writes nothing. */
export function planFixPhases(context: StepContext): GapPlan | WorkFailure {
  const audit = readAudit(context);
  if (isFailure(audit)) return audit;
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return stepFailure(loaded);
  const made = loaded.product.phases.filter((phase) => readGapClosure(sectionTextOf(loaded, phase))?.audited === audit.audited);
  if (made.length > 0) return { type: "made", phases: made.map(({ number, name }) => ({ number, name })) };
  return planNew(context, loaded, audit);
}

interface AuditToPlan {
  readonly audited: string;
  readonly gaps: readonly MilestoneGap[];
}

function readAudit({ ports: { files }, ...context }: StepContext): AuditToPlan | WorkFailure {
  const path = milestoneAuditPath(context);
  const text = files.read(path);
  if (typeof text !== "string") return failed("usage", `there is no audit to plan from: ${path}${text === undefined ? "" : `: ${text.message}`}`);
  const { gaps, problems, audited } = readMilestoneAudit(text, path);
  const broken = problems.find((problem) => problem.severity === "error");
  if (broken !== undefined) return failed("usage", formatFinding(broken));
  return gaps.length === 0 ? failed("usage", `${path} names no gap`) : { audited: audited ?? "unknown time", gaps };
}

function planNew(context: StepContext, loaded: LoadedProduct, { gaps, audited }: AuditToPlan): GapPlan | WorkFailure {
  const { files } = context.ports;
  const [path, required] = [projectFile(context.place.project, "ROADMAP"), projectFile(context.place.project, "REQUIREMENTS")];
  const milestone = activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return stepFailure(milestone);
  const { roadmap, phases } = loaded.product;
  if (loaded.roadmap === undefined || roadmap === undefined) return failed("usage", `${path} cannot be read`);
  const requirements = files.read(required);
  if (typeof requirements === "object") return failed("usage", `${required}: ${requirements.message}. ${requirements.remedy}`);
  const groups = groupGaps(gaps);
  const added = fixPhasesOf({
    ...{ version: context.version, audited, groups, numbers: numbersFor(loaded, groups.length) },
    after: phases.filter((phase) => phase.counted).slice(-1).map((phase) => phase.number),
    known: requirements === undefined ? [] : readRequirements(requirements, required).requirements.map(({ id }) => id),
  });
  const { source: before, outline } = loaded.roadmap;
  const reopened = requirements === undefined ? [] : reopenRequirements(requirements, required, added);
  const isReopening = requirements !== undefined && reopened.length > 0;
  return {
    type: "planned",
    paths: [...(isReopening ? [required] : []), path],
    phases: added.flatMap((phase, index) => (groups[index] === undefined ? [] : [{ phase, group: groups[index] }])),
    // The roadmap goes last: by its phases an interrupted run is known to be done.
    changes: [
      ...(!isReopening ? [] : [{ type: "edit" as const, path: required, before: requirements, edits: reopened }]),
      { type: "edit", path, before, edits: addPhasesEdits(before, outline, roadmap, milestone, added) },
    ],
  };
}

function numbersFor({ product: { roadmap, phases, others, unlisted } }: LoadedProduct, count: number): readonly PhaseNumber[] {
  const folders = [...[...phases, ...others].flatMap((phase) => phase.folder ?? []), ...unlisted];
  const numbers: PhaseNumber[] = [];
  for (let index = 0; index < count; index++) numbers.push(nextPhaseNumber([...(roadmap?.phases ?? []), ...numbers.map((number) => ({ number }))], folders));
  return numbers;
}
