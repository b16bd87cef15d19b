import { criticalPath, idleTimes, type PhaseExecution, type Problem, readPhaseDetails, spanAround, type Span } from "@dgs/core";
import type { ReportedCommit, ReportedPhase, ReportedPlan } from "../commands/milestone-report-reports.js";
import { plansAsCarriedOut, plansAtRest, type PlanTold } from "./phase-plans.js";
import { type PlanStageTime, roundsOf, stagesByPlan, timeOfPlan, type ToldStages, workOfPlan } from "./plan-stages.js";
import type { PhaseSource, ReportSources } from "./sources.js";

/** A phase as a report tells it, and what is wrong in its plans. */
export interface PhaseReported {
  readonly report: ReportedPhase;
  readonly problems: readonly Problem[];
}

/** What is known of all phases together. */
export interface PhaseFacts {
  readonly told: ToldStages;
  readonly commits: ReadonlyMap<string, readonly ReportedCommit[]>;
}

/** Tells a phase: its plans with their times and commits, its waves, its longest way, and when agents were idle. */
export function reportPhase(sources: ReportSources, source: PhaseSource, { told, commits }: PhaseFacts): PhaseReported {
  const { loaded, runner } = sources;
  const { phase, label, execution } = source;
  const { section } = phase.roadmap;
  const goal = loaded.roadmap === undefined || section === undefined ? undefined : readPhaseDetails(loaded.roadmap.source, loaded.roadmap.outline, section).goal;
  const { plans: results, problems } = plansAsCarriedOut(sources, source) ?? plansAtRest(sources, source);
  const stages = stagesByPlan(results.map(({ id }) => id), execution?.state, told, runner !== undefined);
  const paths = new Map<string, string>(phase.plans.map(({ id, path }) => [id, path]));
  const rounds = roundsByPlan(execution?.state);
  const inOrder = [...results].sort((a, b) => (rounds.get(a.id) ?? rounds.size) - (rounds.get(b.id) ?? rounds.size));
  const plans = inOrder.map((plan) => planOf(plan, { stages: stages.get(plan.id) ?? [], commits: commits.get(plan.id) ?? [], path: paths.get(plan.id) ?? "" }, runner !== undefined));
  const path = criticalPath(plans.map(({ id, after, stages: own }) => ({ id, after, ms: timeOfPlan(own) })));
  return {
    problems,
    report: {
      number: label,
      name: phase.name,
      ...(goal === undefined ? {} : { goal }),
      status: phase.status,
      verification: phase.verification,
      ...(phase.folder === undefined ? {} : { folder: phase.folder.path }),
      planCount: { done: phase.plansDone, total: phase.planCount },
      plans,
      waves: execution === undefined ? [] : wavesOf(execution.state, stages),
      ...(path === undefined ? {} : { criticalPath: path }),
      idle: execution === undefined ? [] : idleOf(sources, execution.state, stages),
      ...(execution === undefined ? {} : { agentsAtOnce: execution.state.agents }),
    },
  };
}

/** In which round of the execution each plan was put in: those of a gap-fix cycle begin with a wave 1 of their own, and come after the others all the same. */
function roundsByPlan(execution: PhaseExecution | undefined): ReadonlyMap<string, number> {
  return new Map((execution === undefined ? [] : roundsOf(execution)).flatMap((round, index) => round.flatMap(({ plan }) => (plan === undefined ? [] : [[plan, index] as const]))));
}

interface PlanFacts {
  readonly stages: readonly PlanStageTime[];
  readonly commits: readonly ReportedCommit[];
  readonly path: string;
}

function planOf({ id, name, wave, comesAfter, standing: inFile, oneLiner, error }: PlanTold, { stages, commits, path }: PlanFacts, isRunning: boolean): ReportedPlan {
  const span = spanAround(stages);
  const standing = inFile === "under-way" && !isRunning ? standingAtRest(stages) : inFile;
  return {
    ...{ id, name, wave, after: comesAfter, standing },
    ...(span === undefined ? {} : { span }),
    stages,
    commits,
    ...(oneLiner === undefined ? {} : { oneLiner }),
    ...(error === undefined ? {} : { error }),
    at: { type: "file", path },
  };
}

/** Nobody works on a plan that its file calls under way: it was cut off, or what was in was taken back, as its summary is gone. */
function standingAtRest(stages: readonly PlanStageTime[]): string {
  const last = stages.at(-1);
  return last?.stage === "land" && last.outcome === "done" ? "open" : "cut-off";
}

function wavesOf(execution: PhaseExecution, stages: ReadonlyMap<string, readonly PlanStageTime[]>): ReportedPhase["waves"] {
  return roundsOf(execution).flatMap((round) => {
    const waves = new Map<number, string[]>();
    for (const { stage, plan, wave = 1 } of round) if (stage === "run" && plan !== undefined) waves.set(wave, [...(waves.get(wave) ?? []), plan]);
    return [...waves].sort(([a], [b]) => a - b).map(([number, plans]) => {
      const span = spanAround(plans.flatMap((plan) => stages.get(plan) ?? []));
      return { number, plans, ...(span === undefined ? {} : { span }) };
    });
  });
}

function idleOf({ runs, runner, now }: ReportSources, execution: PhaseExecution, stages: ReadonlyMap<string, readonly PlanStageTime[]>): ReportedPhase["idle"] {
  const all = [...stages.values()].flat();
  // Where the history of a run is gone nobody knows when something ran.
  const isKnown = all.every((stage) => runs.some((run) => holds(run, stage)));
  const last = execution.status === "in-progress" && runner !== undefined ? now : (execution.finished ?? execution.halted ?? spanAround([...all, ...runs])?.end ?? now);
  return roundsOf(execution).flatMap((round) => {
    const own = new Map<string, (typeof round)[number][]>();
    for (const step of round) if (step.plan !== undefined) own.set(step.plan, [...(own.get(step.plan) ?? []), step]);
    const plans = [...own].map(([id, steps]) => workOfPlan(id, steps, stages.get(id) ?? []));
    return idleTimes({ schedule: execution.schedule, agents: execution.agents, plans, runs: isKnown ? runs : [], waits: runs.flatMap(({ waits }) => waits), until: last });
  });
}

function holds(run: Span, { start }: Span): boolean {
  return Date.parse(run.start) <= Date.parse(start) && (run.end === undefined || Date.parse(start) <= Date.parse(run.end));
}
