import { formatPhaseNumber, type PhaseNumber } from "@dgs/core";
import { activeMilestoneOf, loadProduct } from "./load-product.js";
import { refuseWork } from "./milestone/open-milestone.js";
import { openStepContext, type WorkOutsideOfJob } from "./open-step-context.js";
import type { Place } from "./place.js";
import type { Ports } from "./ports.js";
import { isRefusal, refuse, type Refusal } from "./refusal.js";
import type { StepContext } from "./steps/context.js";
import { findPhase, type FoundPhase } from "./steps/find-phase.js";
import { wantedPhase } from "./wanted-phase.js";
import { isFailure } from "./work/context.js";

/** A command on one phase of the active milestone, outside of a job. */
export interface OnPhase extends Pick<WorkOutsideOfJob, "signal" | "onEvent"> {
  /** The command as a job would name it, without `/dgs:` and the phase. */
  readonly command: string;
  /** `3`, `03`, `2.1`, as a person gave it. */
  readonly phase: string;
  /** Whether the rules of a job hold all the same: nobody is asked. */
  readonly inJob?: boolean;
}

/** A phase that a command works on. */
export interface OpenedPhase {
  readonly context: StepContext;
  readonly found: FoundPhase;
}

/** Makes the context of a command on a phase; whether the milestone has that phase is not looked at. */
export function openPhaseContext(ports: Ports, place: Place, { command, phase: text, signal, onEvent, inJob = false }: OnPhase): { readonly context: StepContext; readonly number: PhaseNumber } | Refusal {
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const milestone = activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return milestone;
  const number = wantedPhase(loaded, text);
  if (isRefusal(number)) return number;
  const phase = formatPhaseNumber(number);
  return { context: openStepContext(ports, place, { loaded, milestone, step: `${command} ${phase}`, phase, signal, onEvent, inJob }), number };
}

/** Opens a phase of the active milestone, planned or not. */
export function openPhase(ports: Ports, place: Place, asked: OnPhase): OpenedPhase | Refusal {
  const opened = openPhaseContext(ports, place, asked);
  if (isRefusal(opened)) return opened;
  const found = findPhase(opened.context, opened.number);
  if (!isFailure(found)) return { context: opened.context, found };
  return found.type === "interrupted" ? refuseWork(found, "phase-missing", `dgs ${asked.command}`) : refuse("phase-missing", found.error, "`dgs progress` lists the phases of the active milestone.");
}
