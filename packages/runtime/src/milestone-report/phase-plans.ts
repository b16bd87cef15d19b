import { planStates, type Problem, readSummaryLine } from "@dgs/core";
import type { PlanResultReport } from "../commands/execute-phase-reports.js";
import { plainProse } from "../phase-report/brief-text.js";
import { planName } from "../phase-report/plan-name.js";
import { wavesAtRest } from "../phase-report/waves-at-rest.js";
import { roundsOf } from "./plan-stages.js";
import type { PhaseSource, ReportSources } from "./sources.js";

/** What a report tells of a plan besides its times and commits. */
export type PlanTold = Pick<PlanResultReport, "id" | "name" | "wave" | "comesAfter" | "standing" | "oneLiner" | "error">;

/** The plans of a phase, and what is wrong in them. */
export interface PlansTold {
  readonly plans: readonly PlanTold[];
  readonly problems: readonly Problem[];
}

/** Tells the plans of a phase from their files. */
export function plansAtRest({ ports, loaded }: ReportSources, { phase, label, execution }: PhaseSource): PlansTold {
  const { waves, problems } = wavesAtRest(ports.files, { loaded, phase, label }, execution?.state);
  return { plans: waves.flatMap((wave) => wave.plans), problems };
}

/**
 * Tells the plans of a phase that is complete from the file of its execution and the roadmap: thousands of plans that are done need not be read again. `undefined` where those do not say all: the
 * plans were put in at several times, some are of no execution, or the roadmap does not name them.
 */
export function plansAsCarriedOut({ ports, loaded }: ReportSources, { phase, execution }: PhaseSource): PlansTold | undefined {
  if (execution === undefined || phase.status !== "complete" || roundsOf(execution.state).length !== 1) return undefined;
  const states = new Map<string, ReturnType<typeof planStates>[number]>(planStates(execution.state).map((state) => [state.id, state]));
  const plans: PlanTold[] = [];
  for (const { id, superseded, done, summary } of phase.plans) {
    if (superseded) continue;
    const state = states.get(id);
    const name = planName(loaded.roadmap?.source ?? "", phase, id);
    if (state === undefined || name === undefined || !done) return undefined;
    const text = summary === undefined ? undefined : ports.files.read(summary);
    const oneLiner = typeof text === "string" ? readSummaryLine(text) : undefined;
    plans.push({ id, name, wave: state.wave, comesAfter: state.comesAfter, standing: "complete", ...(oneLiner === undefined ? {} : { oneLiner: plainProse(oneLiner) }) });
  }
  return { plans: plans.sort((a, b) => a.wave - b.wave), problems: [] };
}
