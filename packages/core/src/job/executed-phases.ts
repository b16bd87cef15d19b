import { formatPhaseNumber, phaseKey, type PhaseNumber } from "../ids/phase-number.js";
import { parsePlanId, phaseOfPlan } from "../ids/plan-id.js";
import type { Commit } from "../ports/git.js";
import type { Job } from "./types.js";

/**
 * The phases that a job has executed, in the order of its steps: those whose execute step was started, and those whose plans have commits
 * among the given ones. A step that was interrupted and reset looks as if it had never run; its commits tell.
 */
export function executedPhases(job: Pick<Job, "steps">, commits: readonly Commit[]): readonly PhaseNumber[] {
  const started = job.steps.flatMap(({ command, status }) => (command.name === "execute-phase" && status !== "pending" && command.phase !== undefined ? [command.phase] : []));
  const committed = commits.flatMap(({ body }) => [...body.matchAll(/^DGS-Plan: (.+)$/gm)].flatMap((match) => parsePlanId(match[1]?.trim() ?? "") ?? [])).map(phaseOfPlan);
  return [...new Map([...started, ...committed].map((phase) => [phaseKey(formatPhaseNumber(phase) as PhaseNumber), phase])).values()];
}
