import { type Files, planStates, type PhaseExecution, type PlanProgress, readSummary } from "@dgs/core";
import type { PlannedReport, PlanResultReport, PlanStanding, WavePreview, WaveResult } from "../commands/execute-phase-reports.js";
import { plainProse } from "./brief-text.js";

/** What became of a plan, without what its summary says. */
export interface PlanOutcome {
  readonly standing: PlanStanding;
  /** Checkpoints that were answered. */
  readonly checkpoints: number;
  readonly error?: string;
}

/** What results are made of: summaries, and what became of each plan. */
export interface ResultInput {
  readonly files: Pick<Files, "read">;
  readonly plans: readonly PlanProgress[];
  readonly outcomeOf: (plan: string) => PlanOutcome;
}

/** Tells what became of waves. (Seed 004, "execute_waves") */
export function waveResults(input: ResultInput, waves: readonly WavePreview[]): readonly WaveResult[] {
  return waves.map((wave) => waveResult(input, wave));
}

/** Tells what became of one wave. */
export function waveResult(input: ResultInput, { number, plans }: WavePreview): WaveResult {
  const results = plans.map((plan) => planResult(input, plan));
  return { number, standing: standingOfWave(results.map((plan) => plan.standing)), plans: results };
}

/** What became of a plan by the file of its execution. */
export function outcomeInFile(execution: Pick<PhaseExecution, "steps">, plan: string): PlanOutcome {
  const own = execution.steps.filter((step) => step.plan === plan);
  const error = own.find((step) => step.status === "failed")?.error;
  const checkpoints = own.filter((step) => step.stage === "checkpoint" && step.status === "completed").length;
  return { standing: standingOf(plan, execution), checkpoints, ...(error === undefined ? {} : { error }) };
}

function planResult({ files, plans, outcomeOf }: ResultInput, planned: PlannedReport): PlanResultReport {
  const path = plans.find((plan) => plan.id === planned.id && plan.done)?.summary;
  const text = path === undefined ? undefined : files.read(path);
  const summary = path === undefined || typeof text !== "string" ? undefined : readSummary(text, path);
  return {
    ...planned,
    ...outcomeOf(planned.id),
    ...(summary?.oneLiner === undefined ? {} : { oneLiner: plainProse(summary.oneLiner) }),
    accomplishments: (summary?.accomplishments ?? []).map(plainProse),
    ...told("deviations", summary?.deviations),
    ...told("issues", summary?.issues),
  };
}

const STANDINGS = { landed: "complete", failed: "failed", waiting: "waiting", blocked: "blocked", "under-way": "under-way", open: "open" } as const;

function standingOf(id: string, execution: Pick<PhaseExecution, "steps">): PlanStanding {
  const state = planStates(execution).find((plan) => plan.id === id)?.state;
  return state === undefined ? "open" : STANDINGS[state];
}

function standingOfWave(standings: readonly PlanStanding[]): WaveResult["standing"] {
  if (standings.every((standing) => standing === "complete")) return "complete";
  if (standings.includes("failed")) return "failed";
  return standings.includes("waiting") ? "waiting" : "partial";
}

/** "None" is said in many ways: such a section says nothing. */
function told<Key extends "deviations" | "issues">(key: Key, text: string | undefined): Partial<Record<Key, string>> {
  const plain = text === undefined ? "" : plainProse(text);
  return plain === "" || /^\W*(?:none|nothing|no (?:deviations?|issues?|problems?)|n\/a|plan executed exactly as written)\b/i.test(plain) ? {} : ({ [key]: plain } as Record<Key, string>);
}
