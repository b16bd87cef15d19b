import type { ExitKind, Place, Refusal } from "@dgs/runtime";
import { refuseArgument } from "../registry/refuse-argument.js";
import { createEventReader, type EventReader } from "./run-events.js";
import { isRunId, listRuns, readEnd, readRecord, refuseRunsOutside, runFolder, type RunStatus, statusOf } from "./run-record.js";

/** How a run stands, and what went on since a client asked before. */
export interface RunReport {
  readonly type: "background-run";
  /** What it is asked for with, by any server on this product. */
  readonly run: string;
  /** The command that the operation is on the command line. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly status: RunStatus;
  readonly started: string;
  readonly ended?: string;
  /** Processes that were started for it. */
  readonly attempts: number;
  /** What went on behind `after`; the last ones where there are many. */
  readonly lines: readonly string[];
  /** Lines that were left out before those. */
  readonly left_out: number;
  /** What to give as `after` to hear only what is new. */
  readonly after: number;
  /** How it ended. */
  readonly exit?: ExitKind;
  readonly report?: object;
  readonly error?: object;
}

/** How a run is waited for. */
export interface WatchWish {
  /** The number of the last event that is known; 0 for all. */
  readonly after: number;
  /** How long to wait for its end, in milliseconds. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Hears of what is new while it waits. */
  readonly onProgress: (lines: readonly string[], step: { readonly done: number; readonly total: number } | undefined) => Promise<void>;
}

const MOST_LINES = 60;
const BETWEEN_LOOKS_MS = 200;

/** Waits until a run ends, at most as long as told, and says how it stands. Giving up the wait leaves the run alone. */
export async function watchRun(place: Place, id: string, { after, waitMs, signal, onProgress }: WatchWish): Promise<RunReport | Refusal> {
  if (!isKnown(place, id)) return unknownRun(place, id);
  const readOn = createEventReader(runFolder(place, id), after);
  const end = Date.now() + waitMs;
  const lines: string[] = [];
  // What was read once is not read again for the answer.
  const readAll: EventReader = () => {
    const more = readOn();
    lines.push(...more.lines);
    return { ...more, lines };
  };
  for (;;) {
    // Looked at before the events: what it wrote before it ended is told then.
    const status = statusOf(place, id);
    const told = lines.length;
    const { step } = readAll();
    if (lines.length > told) await onProgress(lines.slice(told), step);
    if (status !== "running" || signal.aborted || Date.now() >= end) return reportRun(place, id, readAll) ?? unknownRun(place, id);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
}

/** Says how a run stands, with the events that are read for it; `undefined` where there is none of that id. */
export function reportRun(place: Place, id: string, readEvents: EventReader): RunReport | undefined {
  const folder = runFolder(place, id);
  const record = readRecord(folder);
  if (record === undefined) return undefined;
  const status = statusOf(place, id);
  const { lines, last } = readEvents();
  // Only of one that had ended: a run that ends between two looks would be told as one that runs and has ended.
  const end = status === "ended" ? readEnd(folder) : undefined;
  const { operation, input, started, attempts } = record;
  return {
    ...{ type: "background-run", run: id, operation, input, status, started },
    ...(end === undefined ? {} : { ended: end.ended }),
    ...{ attempts, lines: lines.slice(-MOST_LINES), left_out: Math.max(0, lines.length - MOST_LINES), after: last },
    ...(end === undefined ? {} : { exit: end.exit, ...(end.report === undefined ? {} : { report: end.report }), ...(end.error === undefined ? {} : { error: end.error }) }),
  };
}

/** Whether a text is the id of a run that is kept. */
export function isKnown(place: Place, id: string): boolean {
  return isRunId(id) && refuseRunsOutside(place) === undefined && readRecord(runFolder(place, id)) !== undefined;
}

/** Says that there is no such run, and which there are. */
export function unknownRun(place: Place, id: string): Refusal {
  const known = listRuns(place).slice(0, 5).map((run) => run.id);
  return refuseArgument("run-unknown", `there is no run ${JSON.stringify(id.slice(0, 80))}`, known.length === 0 ? "None was started here yet." : `The newest are ${known.join(", ")}.`, "run");
}
