import { formatPhaseNumber } from "@dgs/core";
import { lockJob } from "../job-lock.js";
import { commitFixPhases } from "../milestone/commit-fix-phases.js";
import { type OnMilestone, openMilestone, refuseWork } from "../milestone/open-milestone.js";
import { type GapPlan, planFixPhases, type MadePhase } from "../milestone/plan-fix-phases.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import type { StepContext } from "../steps/context.js";
import { sayPlanningCommit } from "../work/commit-planning-files.js";
import { isFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";
import { gapReport } from "./audit-milestone.js";
import type { GapPlanPreview, GapsPlannedReport } from "./milestone-reports.js";

/** Shows the fix phases that would be made of the gaps of the milestone's audit; writes nothing. */
export function previewMilestoneGaps(ports: Ports, place: Place, input: OnMilestone): GapPlanPreview | Refusal {
  const context = openMilestone(ports, place, "plan-milestone-gaps", input);
  if (isRefusal(context)) return context;
  const plan = planFixPhases(context);
  if (isFailure(plan)) return refuseWork(plan, "gaps-not-planned", "the planning");
  if (plan.type === "made") return { type: "gap-plan", version: context.version, made: plan.phases.map(madeReport), phases: [], paths: [] };
  const phases = plan.phases.map(({ phase: { number, name, requirements }, group: { priority, gaps } }) => ({ number: formatPhaseNumber(number), name, priority, requirements, gaps: gaps.map(gapReport) }));
  return { type: "gap-plan", version: context.version, made: [], phases, paths: plan.paths };
}

/** Adds the fix phases of the milestone's audit to the roadmap and reopens their requirements. Run again, it finds what it made. */
export async function planMilestoneGaps(ports: Ports, place: Place, input: OnMilestone): Promise<GapsPlannedReport | Refusal> {
  const before = openMilestone(ports, place, "plan-milestone-gaps", input);
  if (isRefusal(before)) return before;
  return underLock(ports, lockJob(ports, place, before.version), async () => {
    const context = openMilestone(ports, place, "plan-milestone-gaps", input);
    return isRefusal(context) ? context : add(context);
  });
}

async function add(context: StepContext): Promise<GapsPlannedReport | Refusal> {
  const plan = planFixPhases(context);
  if (isFailure(plan)) return refuseWork(plan, "gaps-not-planned", "the planning");
  const refused = plan.type === "made" ? undefined : await writeFiles(context, plan.changes);
  if (refused !== undefined) return refuseWork(refused, "gaps-not-planned", "the planning");
  const commit = sayPlanningCommit(await commitFixPhases(context));
  const phases = phasesOf(plan).map(madeReport);
  const [first] = phases;
  return {
    ...{ type: "gaps-planned", version: context.version, phases, madeBefore: plan.type === "made" },
    ...(commit === undefined ? {} : { planningCommit: commit }),
    ...(first === undefined ? {} : { next: { command: `dgs create-milestone-job ${context.version}`, why: `its job plans and carries out phase ${phases.map(({ number }) => number).join(", ")}, and audits again` } }),
  };
}

function phasesOf(plan: GapPlan): readonly MadePhase[] {
  return plan.type === "made" ? plan.phases : plan.phases.map(({ phase }) => phase);
}

function madeReport({ number, name }: MadePhase): { readonly number: string; readonly name: string } {
  return { number: formatPhaseNumber(number), name };
}
