import type { PhaseNumber } from "../ids/phase-number.js";
import { formatPhaseNumber } from "../ids/phase-number.js";
import type { MilestoneVersion } from "../ids/version.js";
import type { StepCommand, StepName } from "./command-line.js";

/** What a job needs to know of a phase. `unplanned`: no plan; `planned`: plans or verification still to do; `complete`: nothing to do. */
export interface PhaseToBuild {
  readonly phase: PhaseNumber;
  readonly state: "unplanned" | "planned" | "complete";
  /** Whether the phase was discussed already (CONTEXT.md is there). */
  readonly discussed: boolean;
}

/**
 * The steps that build a milestone, phases in the order given.
 *
 * Unplanned: discuss (unless discussed), map-codebase, plan, execute, audit. Planned: execute, audit. Complete:
 * nothing. At the end audit-milestone, unless it is switched off; never complete-milestone.
 * (Seed 000, "Creating a Milestone Job", "Integration with Milestone Jobs"; design 3.9)
 */
export function createJobSteps(phases: readonly PhaseToBuild[], options: { readonly check: boolean; readonly version?: MilestoneVersion }): readonly StepCommand[] {
  const steps = phases.flatMap((phase) => stepsOfPhase(phase));
  return options.check ? [...steps, { name: "audit-milestone", flags: [], ...(options.version === undefined ? {} : { argument: options.version }) }] : steps;
}

function stepsOfPhase({ phase, state, discussed }: PhaseToBuild): StepCommand[] {
  const step = (name: StepName, ...flags: string[]): StepCommand => ({ name, phase, argument: formatPhaseNumber(phase), flags });
  const build = [step("execute-phase", "--non-interactive"), step("audit-phase")];
  switch (state) {
    case "complete":
      return [];
    case "planned":
      return build;
    case "unplanned":
      return [...(discussed ? [] : [step("discuss-phase", "--auto")]), { name: "map-codebase", flags: [] }, step("plan-phase", "--non-interactive"), ...build];
  }
}
