import type { CancelSignal } from "@dgs/core";
import { lockJob } from "../job-lock.js";
import { refuseWork } from "../milestone/open-milestone.js";
import { type OpenedPhase, openPhase } from "../open-phase.js";
import type { Place } from "../place.js";
import { carryOutPlanning } from "../plan/carry-out-planning.js";
import { commitPlanned } from "../plan/commit-planned.js";
import { reportPlanning } from "../plan/report-planning.js";
import type { AskPlanPhase } from "../plan/types.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import { isFailure } from "../work/context.js";
import { finishChanges } from "../work/write-as-one.js";
import type { PlanPhaseReport } from "./plan-phase-reports.js";
import type { RunEvent } from "./reports.js";

/** What `dgs plan-phase` is told. */
export interface PlanPhaseInput {
  /** `3`, `03`, `2.1`. */
  readonly phase: string;
  /** `config`: where `workflow.research` is on and there is no RESEARCH.md. */
  readonly research: "config" | "always" | "never";
  /** Plans what closes the gaps of the phase. */
  readonly gaps: boolean;
  /** False: no plan checker. */
  readonly verify: boolean;
  /** Nobody is asked, and what is open is decided by an agent. */
  readonly auto: boolean;
  /** Absent: nobody can be asked. */
  readonly ask?: AskPlanPhase;
  /** Who runs it, for what is written down where plans are taken over blockers: `ada@host`. */
  readonly by: string;
  /** Why there are no agents; only told where one is needed. */
  readonly withoutAgents?: Refusal;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/**
 * Plans a phase outside of a job: the same function as the step of a job. Killed anywhere it goes on when it is called again: research that is there stays, plans that were being written are written anew.
 * Plans that were refused are no error of the command: the report has what was found.
 */
export async function planPhase(ports: Ports, place: Place, input: PlanPhaseInput): Promise<PlanPhaseReport | Refusal> {
  // Looked at before the lock is taken, so that a refusal leaves nothing behind, and again once it is held.
  const before = openPhase(ports, place, { command: "plan-phase", ...input });
  if (isRefusal(before)) return before;
  return underLock(ports, lockJob(ports, place, before.context.version), async () => {
    const finished = await finishChanges(ports.files, place);
    if (isRefusal(finished)) return finished;
    const opened = openPhase(ports, place, { command: "plan-phase", ...input });
    if (isRefusal(opened)) return opened;
    const folder = opened.found.phase.folder?.path;
    sweepTemporaries(place.root, [place.project, ...(folder === undefined ? [] : [folder])], ports.disk);
    return plan(opened, input);
  });
}

async function plan({ context, found }: OpenedPhase, input: PlanPhaseInput): Promise<PlanPhaseReport | Refusal> {
  const { research, gaps, verify, auto, ask, by, withoutAgents } = input;
  const what = `the planning of phase ${found.label}`;
  const end = await carryOutPlanning(context, { phase: found.phase.number, research, gaps, verify, decideFirst: auto, by, ...(ask === undefined || auto ? {} : { ask }), ...(withoutAgents === undefined ? {} : { hasAgents: false }) });
  if (isFailure(end)) return refuseWork(end, "phase-not-planned", what);
  if (end.type === "no-agents") return withoutAgents ?? refuse("agents-missing", "there is no agent", "Configure one.");
  if (end.type === "undiscussed") return refuse("declined", `phase ${found.label} was not planned: the answer was no`, `Decide first what it leaves open: \`dgs discuss-phase ${found.label}\`.`, { exit: "cancelled" });
  const commit = await commitPlanned(context, found, end, gaps);
  if (isFailure(commit)) return refuseWork(commit, "phase-not-planned", what);
  const report = reportPlanning(context, found, end, { gaps, commit });
  return isFailure(report) ? refuseWork(report, "phase-not-planned", what) : report;
}
