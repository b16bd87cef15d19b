import { formatPhaseNumber } from "../ids/phase-number.js";
import { formatStepCommand } from "./command-line.js";
import type { Job, Step } from "./types.js";

/** Something that still waits for a person once a job has come to an end. */
export interface OutstandingItem {
  /** The step that said it last. */
  readonly command: string;
  readonly item: string;
}

/**
 * What still needs a person, each once. A whole audit tells all that it sees: where the same phase, or the milestone, was audited as a whole again later
 * in the job, the later one counts, and what only the earlier one had has been seen to meanwhile. One that looked at a part (`--rerun-failed`) clears
 * nothing. (Seed 000, "Integration with Milestone Jobs")
 */
export function outstandingItems(job: Pick<Job, "started" | "steps">): readonly OutstandingItem[] {
  const latest = job.steps.filter((step, index) => !job.steps.slice(index + 1).some((later) => replaces(later, step)));
  const items = latest.flatMap((step) => [...step.humanNeeded, ...(job.started === undefined ? [] : tickedByHand(step))].map((item) => ({ command: formatStepCommand(step.command), item })));
  return items.filter(({ item }, index) => items.findIndex((each) => each.item === item) === index);
}

/** A check that is ticked and that no run has ever begun: whoever ticked it, nothing was looked at. */
function tickedByHand({ status, command, started }: Step): readonly string[] {
  const isCheck = command.name === "audit-phase" || command.name === "audit-milestone";
  return isCheck && status === "completed" && started === undefined ? [`\`${formatStepCommand(command)}\` was ticked in the job file and not carried out: nothing was audited`] : [];
}

function replaces(later: Step, step: Step): boolean {
  if (later.status !== "completed" || later.command.name !== step.command.name) return false;
  if (later.command.name === "audit-milestone") return true;
  const [a, b] = [later.command.phase, step.command.phase];
  return later.command.name === "audit-phase" && !later.command.flags.includes("--rerun-failed") && a !== undefined && b !== undefined && formatPhaseNumber(a).toUpperCase() === formatPhaseNumber(b).toUpperCase();
}
