import { type Files, formatPhaseNumber, formatPhaseStage, type PhaseExecution, type PhaseStep, readPhaseDetails } from "@dgs/core";
import type { ExecutePhaseReport, WavePreview, WaveResult } from "../commands/execute-phase-reports.js";
import { type PlanningCommit, sayPlanningCommit } from "../work/commit-planning-files.js";
import type { ExitKind } from "../refusal.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { nextAfter } from "./next-command.js";
import { outcomeInFile, waveResults } from "./plan-results.js";
import { verificationReport } from "./verification-report.js";

/** What a report is made of: the phase as it stands after the run, and what the run came to. */
export interface ReportInput {
  readonly files: Pick<Files, "read">;
  readonly found: PhaseInFolder;
  readonly version: string;
  readonly waves: readonly WavePreview[];
  /** Absent where there was nothing to do. */
  readonly execution?: PhaseExecution;
  readonly stopped: boolean;
  /** Whether the milestone has a job that waits or goes on. */
  readonly hasJob: boolean;
  /** It was stopped because somebody asked for a pause. */
  readonly paused?: boolean;
  readonly planning?: PlanningCommit;
  /** What somebody has to look at, of no plan. */
  readonly unsettled?: readonly string[];
}

/** Puts the report of an execution together from its file, the plans and their summaries. */
export function assembleReport(input: ReportInput): ExecutePhaseReport {
  const { files, found, version, execution, stopped, hasJob } = input;
  const { product, roadmap } = found.loaded;
  const { section } = found.phase.roadmap;
  const goal = roadmap === undefined || section === undefined ? undefined : readPhaseDetails(roadmap.source, roadmap.outline, section).goal;
  const waves = execution === undefined ? [] : waveResults({ files, plans: found.phase.plans, outcomeOf: (plan) => outcomeInFile(execution, plan) }, input.waves);
  const verification = verificationReport(files, found.folder.documents.VERIFICATION);
  const next = nextAfter({ product, roadmap, phase: found.phase, version, stopped, hasJob, ...(execution === undefined ? {} : { execution }) });
  return {
    type: "execute-phase",
    phase: formatPhaseNumber(found.phase.number),
    name: found.phase.name,
    ...(goal === undefined ? {} : { goal }),
    folder: found.folder.path,
    version,
    exit: exitOf(execution, stopped),
    ...(input.paused === true ? { paused: true } : {}),
    nothingToDo: execution === undefined,
    ...(execution === undefined ? {} : { status: execution.status }),
    ...(execution?.verdict === undefined ? {} : { verdict: execution.verdict }),
    plans: { done: found.phase.plansDone, total: found.phase.planCount },
    waves,
    issues: [...issuesOf(waves), ...(input.unsettled ?? [])],
    failures: (execution?.steps ?? []).flatMap(failureOf),
    waiting: (execution?.steps ?? []).flatMap(waitingOf),
    ...(verification === undefined ? {} : { verification }),
    ...commitOf(input.planning),
    complete: found.phase.status === "complete",
    milestoneComplete: product.finished,
    phases: { done: product.counts.phasesComplete, total: product.counts.phases },
    ...(next === undefined ? {} : { next }),
    problems: [...found.loaded.problems, ...input.waves.flatMap((wave) => wave.plans.flatMap((plan) => plan.outside))],
  };
}

function exitOf(execution: PhaseExecution | undefined, stopped: boolean): ExitKind {
  if (stopped) return "cancelled";
  if (execution === undefined) return "ok";
  const failed = execution.steps.find((step) => step.status === "failed");
  if (failed !== undefined) return EXITS.find((exit) => exit === failed.reason) ?? "gaps";
  if (execution.status === "waiting" || execution.verdict === "human_needed") return "human-needed";
  if (execution.verdict === "gaps_found") return "gaps";
  return execution.status === "completed" ? "ok" : "internal";
}

/** A plan that failed is a gate that failed; what has an exit code of its own keeps it. */
const EXITS = ["human-needed", "budget", "timed-out", "conflict", "usage", "internal"] as const satisfies readonly ExitKind[];

function issuesOf(waves: readonly WaveResult[]): readonly string[] {
  return waves.flatMap((wave) => wave.plans).flatMap(({ id, issues }) => (issues === undefined ? [] : [`${id}: ${issues}`]));
}

function failureOf(step: PhaseStep): ExecutePhaseReport["failures"] {
  if (step.status !== "failed") return [];
  return [{ ...(step.plan === undefined ? {} : { plan: step.plan }), stage: formatPhaseStage(step), reason: step.reason ?? "failed", error: step.error ?? "" }];
}

function waitingOf(step: PhaseStep): ExecutePhaseReport["waiting"] {
  if (step.status !== "pending" || step.waiting === undefined) return [];
  return [{ what: step.stage === "approve" ? "approval" : "checkpoint", ...(step.plan === undefined ? {} : { plan: step.plan }), ...(step.kind === undefined ? {} : { kind: step.kind }) }];
}

function commitOf(planning: PlanningCommit | undefined): { planningCommit?: string } {
  const said = planning === undefined ? undefined : sayPlanningCommit(planning);
  return said === undefined ? {} : { planningCommit: said };
}
