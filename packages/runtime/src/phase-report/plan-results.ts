import { type Files, planStates, type PhaseExecution, type PlanProgress, readSummary } from "@dgs/core";
import type { PlannedReport, PlanResultReport, PlanStanding, WavePreview, WaveResult } from "../commands/execute-phase-reports.js";
import { plainProse } from "./brief-text.js";

/** What became of plans is told by their summaries and by the file of the execution. */
export interface ResultInput {
  readonly files: Pick<Files, "read">;
  readonly plans: readonly PlanProgress[];
  readonly execution: Pick<PhaseExecution, "steps">;
}

/** Tells what became of waves. (Seed 004, "execute_waves") */
export function waveResults(input: ResultInput, waves: readonly WavePreview[]): readonly WaveResult[] {
  return waves.map(({ number, plans }) => {
    const results = plans.map((plan) => planResult(input, plan));
    return { number, standing: standingOfWave(results.map((plan) => plan.standing)), plans: results };
  });
}

/** Tells what became of a plan. */
export function planResult({ files, plans, execution }: ResultInput, planned: PlannedReport): PlanResultReport {
  const own = execution.steps.filter((step) => step.plan === planned.id);
  const standing = standingOf(planned.id, execution);
  const path = plans.find((plan) => plan.id === planned.id && plan.done)?.summary;
  const text = path === undefined ? undefined : files.read(path);
  const summary = path === undefined || typeof text !== "string" ? undefined : readSummary(text, path);
  const error = own.find((step) => step.status === "failed")?.error;
  return {
    ...planned,
    standing,
    checkpoints: own.filter((step) => step.stage === "checkpoint" && step.status === "completed").length,
    ...(summary?.oneLiner === undefined ? {} : { oneLiner: plainProse(summary.oneLiner) }),
    accomplishments: (summary?.accomplishments ?? []).map(plainProse),
    ...told("deviations", summary?.deviations),
    ...told("issues", summary?.issues),
    ...(error === undefined ? {} : { error }),
  };
}

const STANDINGS = { landed: "complete", failed: "failed", waiting: "waiting", blocked: "blocked", "under-way": "under-way", open: "open" } as const;

function standingOf(id: string, execution: ResultInput["execution"]): PlanStanding {
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
