import { NOTHING_DONE, type PhaseNumber, type StepCommand, type StepOutcome } from "@dgs/core";
import { carryOutPlanning, warningsOf } from "../plan/carry-out-planning.js";
import { commitPlanned } from "../plan/commit-planned.js";
import type { PlanPhaseEnd } from "../plan/types.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { StepContext } from "./context.js";
import { findPhase } from "./find-phase.js";
import { haltAtLock } from "./halt-at-lock.js";

/** Has a phase planned, and commits the plans, as the step of a job: the same as `dgs plan-phase`, and nobody is asked. (design 3.7) */
export async function planPhase(context: StepContext, command: StepCommand): Promise<StepOutcome> {
  const has = (flag: string): boolean => command.flags.includes(flag);
  if (command.phase === undefined) return failed("usage", "plan-phase needs the number of a phase");
  const [always, never] = [has("--research"), has("--skip-research")];
  if (always && never) return failed("usage", "--research and --skip-research contradict each other: leave out one of the two");
  const gaps = has("--gaps");
  const end = await carryOutPlanning(context, { phase: command.phase, research: always ? "always" : never ? "never" : "config", gaps, verify: !has("--skip-verify"), decideFirst: has("--auto") });
  return (await commit(context, command.phase, end, gaps)) ?? outcomeOf(end);
}

/** Commits what was planned, also by a run before that was killed; why the step cannot end yet, where it cannot. */
async function commit(context: StepContext, phase: PhaseNumber, end: PlanPhaseEnd, gaps: boolean): Promise<WorkFailure | undefined> {
  if (end.type !== "planned" && end.type !== "there") return undefined;
  const found = findPhase(context, phase);
  if (isFailure(found)) return found;
  const made = await commitPlanned(context, found, end, gaps);
  return isFailure(made) ? made : haltAtLock(context, "the phase is planned", made);
}

function outcomeOf(end: PlanPhaseEnd): StepOutcome {
  if (isFailure(end)) return end;
  switch (end.type) {
    case "planned": {
      const warnings = warningsOf(end.rounds);
      const note = [`${String(end.plans.length)} plans`, ...(end.corrections.length === 0 ? [] : [`waves mended: ${end.corrections.map(({ plan, to }) => `${plan} → ${String(to)}`).join(", ")}`]), ...(warnings.length === 0 ? [] : [`${String(warnings.length)} warning${warnings.length === 1 ? "" : "s"}, see ${end.check ?? "the report"}`])].join("; ");
      return { type: "done", note, ...(end.humanNeeded.length === 0 ? {} : { humanNeeded: end.humanNeeded }) };
    }
    case "plans-refused":
      return failed("gaps", `${end.error}. What was found, round by round: ${end.check}`);
    case "there":
      return { type: "done", note: NOTHING_DONE.planned(end.plans.length) };
    case "no-gaps":
      return { type: "done", note: NOTHING_DONE.noGaps };
    case "undiscussed":
    case "no-agents":
      return failed("internal", "nobody is asked in a job");
  }
}
