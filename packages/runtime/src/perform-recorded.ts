import type { Clock } from "@dgs/core";
import type { RunEvent } from "./commands/reports.js";
import { detailOfOutcome, type Outcome } from "./detail-of-outcome.js";
import type { Recorder } from "./drive.js";

/** How a step ended, for whoever watches. */
export interface ToldEnd {
  readonly outcome: string;
  readonly detail?: string;
}

/** One step of a machine's file, to be performed between two records. */
export interface RecordedStep<Name extends object, Result extends Outcome> {
  readonly clock: Clock;
  readonly onEvent: (event: RunEvent) => void;
  readonly tellStart: (at: string) => RunEvent;
  readonly tellEnd: (at: string, end: ToldEnd) => RunEvent;
  /** What tells the step from the others of its file in an observation. */
  readonly name: Name;
  readonly perform: () => Promise<Result>;
  readonly record: Recorder<({ readonly type: "step-opened"; readonly at: string } & Name) | ({ readonly type: "step-ended"; readonly at: string; readonly outcome: Result } & Name)>;
}

/**
 * Performs one step, the same for a job, a quick and a phase: it is told and written down that it starts, it is done, and how it ended is told and
 * written down. Nothing of it begins before its start is on the disk.
 */
export async function performRecorded<Name extends object, Result extends Outcome>({ clock, onEvent, tellStart, tellEnd, name, perform, record }: RecordedStep<Name, Result>): Promise<void> {
  const at = clock.now();
  onEvent(tellStart(at));
  await record({ type: "step-opened", at, ...name });
  const outcome = await perform();
  onEvent(tellEnd(clock.now(), { outcome: outcome.type, ...detailOfOutcome(outcome) }));
  return record({ type: "step-ended", at: clock.now(), ...name, outcome });
}

/** A step that is told and recorded by its place in the file. */
export interface NumberedStep<Result extends Outcome> extends Pick<RecordedStep<{ readonly step: number }, Result>, "clock" | "onEvent" | "perform" | "record"> {
  /** From 0. */
  readonly step: number;
  /** How many steps the file has. */
  readonly total: number;
  /** What the step is called to whoever watches. */
  readonly command: string;
}

/** Performs a step of a job or of a quick as {@link performRecorded} does; whoever watches counts steps from 1. */
export function performNumbered<Result extends Outcome>({ step, total, command, ...common }: NumberedStep<Result>): Promise<void> {
  const told = { step: step + 1, total, command };
  return performRecorded({ ...common, name: { step }, tellStart: (at) => ({ type: "step-started", at, ...told }), tellEnd: (at, end) => ({ type: "step-ended", at, ...told, ...end }) });
}
