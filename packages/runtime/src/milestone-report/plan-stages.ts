import { lengthOfSpan, type PhaseExecution, type PhaseStep, type PlanWork, type RunTimes, type Span } from "@dgs/core";
import type { ReportedPlan } from "../commands/milestone-report-reports.js";

/** A stage of a plan: each time that it was tried. */
export type PlanStageTime = ReportedPlan["stages"][number];

const NEEDS_AGENT: readonly string[] = ["run", "continue", "run again", "resolve conflict"];

/** What runs have told of the stages of plans, by plan: worked out once for all phases. */
export type ToldStages = ReadonlyMap<string, readonly PlanStageTime[]>;

/** Sorts what runs have told of stages by plan. */
export function toldStages(runs: readonly RunTimes[]): ToldStages {
  const told = new Map<string, PlanStageTime[]>();
  for (const { plan, stage, start, end, cutOff, outcome } of runs.flatMap((run) => run.stages)) {
    if (plan === undefined) continue;
    add(told, plan, { stage: stage.replace(/\s*`.*$/, ""), start, ...(end === undefined ? {} : { end }), ...(cutOff === true ? { cutOff } : {}), ...(outcome === undefined ? {} : { outcome }) });
  }
  return told;
}

/**
 * Tells the stages of the plans of a phase in the order in which they began: the file of the execution knows the last time of each, and what runs have told the times before it.
 */
export function stagesByPlan(plans: readonly string[], execution: Pick<PhaseExecution, "steps"> | undefined, told: ToldStages, isRunning: boolean): ReadonlyMap<string, readonly PlanStageTime[]> {
  const stages = new Map(plans.map((plan) => [plan, [...(told.get(plan) ?? [])]]));
  for (const step of execution?.steps ?? []) {
    if (step.plan === undefined || step.started === undefined || told.get(step.plan)?.some(({ start }) => start === step.started) === true) continue;
    add(stages, step.plan, { stage: step.stage, ...spanOfStep(step, isRunning), ...outcomeOf(step) });
  }
  for (const list of stages.values()) list.sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  return stages;
}

function spanOfStep({ started = "", finished, status }: PhaseStep, isRunning: boolean): Span {
  if (finished !== undefined) return { start: started, end: finished };
  return status === "in-progress" && isRunning ? { start: started } : { start: started, cutOff: true };
}

function outcomeOf({ status, reason }: PhaseStep): { readonly outcome?: string } {
  if (status === "completed") return { outcome: "done" };
  return status === "failed" ? { outcome: reason ?? "failed" } : {};
}

function add(stages: Map<string, PlanStageTime[]>, plan: string, stage: PlanStageTime): void {
  const list = stages.get(plan);
  if (list === undefined) stages.set(plan, [stage]);
  else list.push(stage);
}

/** The time that went into a plan, in milliseconds, without what it waited for a person; `undefined` where none is known. */
export function timeOfPlan(stages: readonly PlanStageTime[]): number | undefined {
  const known = stages.flatMap((stage) => (stage.stage === "checkpoint" ? [] : (lengthOfSpan(stage) ?? [])));
  return known.length === 0 ? undefined : known.reduce((sum, each) => sum + each, 0);
}

/** The steps of an execution by the rounds in which they were put in: behind the record of one the next begins. */
export function roundsOf({ steps }: Pick<PhaseExecution, "steps">): readonly (readonly PhaseStep[])[] {
  const rounds: PhaseStep[][] = [];
  let before: PhaseStep["stage"] | undefined = "record";
  for (const step of steps) {
    if (step.plan !== undefined && before === "record") rounds.push([]);
    rounds.at(-1)?.push(step);
    before = step.stage;
  }
  return rounds;
}

/** What a round has of a plan, for its idle times. */
export function workOfPlan(id: string, own: readonly PhaseStep[], stages: readonly PlanStageTime[]): PlanWork {
  const run = own.find(({ stage }) => stage === "run");
  const open = own.find(({ status }) => status !== "completed");
  const last = own.at(-1);
  const failed = open?.status === "failed" ? (open.finished ?? open.started) : undefined;
  return {
    id,
    wave: run?.wave ?? 1,
    after: run?.comesAfter ?? [],
    apart: run?.apart ?? [],
    atWork: stages.filter(({ stage }) => NEEDS_AGENT.includes(stage)),
    landing: stages.filter(({ stage }) => stage === "land"),
    asked: own.flatMap((step, index) => waitAt(step, own[index - 1])),
    ...(open === undefined && last?.finished !== undefined ? { landed: last.finished } : {}),
    ...(failed === undefined ? {} : { failed }),
  };
}

/** A checkpoint waits from the end of what led to it, not from the moment at which it is answered. */
function waitAt({ stage, status, waiting, finished }: PhaseStep, before: PhaseStep | undefined): readonly Span[] {
  const start = before?.finished ?? waiting;
  if (stage !== "checkpoint" || start === undefined || status === "failed") return [];
  return [{ start, ...(finished === undefined ? {} : { end: finished }) }];
}
