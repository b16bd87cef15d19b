import type { CancelSignal, HistoryEnd, HistoryHead, HistoryLine } from "@dgs/core";
import { findWatchedMilestone, headOf, newestRun, type WatchedMilestone } from "../history/find-run.js";
import { createHistoryReader } from "../history/history-files.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { type ExitKind, isRefusal, refuse, type Refusal } from "../refusal.js";
import type { WatchReport } from "./watch-reports.js";

/** What `dgs watch` is told. */
export interface WatchInput {
  /** Absent: the active milestone. */
  readonly version?: string | undefined;
  /** Ends the watching; the run goes on. */
  readonly signal: CancelSignal;
  /** Takes what the run told, in order, from its first line on. `isNews`: it was told while it was watched. */
  readonly onLines: (lines: readonly HistoryLine[], isNews: boolean) => void;
}

/** What watching needs of the outside; it changes nothing. */
export type WatchPorts = Pick<Ports, "files" | "liveness" | "pause">;

/** Milliseconds between two looks. */
const LOOK_MS = 200;

/**
 * Follows the newest run of a milestone until it ends, whoever carries it out. What it told before is read first, a megabyte at a time, so that a long history stops
 * neither the one who watches nor the machine.
 */
export async function watchRun(ports: WatchPorts, place: Place, { version: wanted, signal, onLines }: WatchInput): Promise<WatchReport | Refusal> {
  const milestone = findWatchedMilestone(ports, place, wanted);
  if (isRefusal(milestone)) return milestone;
  const { version, holder } = milestone;
  for (;;) {
    const file = await untilThereIsOne(ports, place, milestone, signal);
    if (file === undefined) return signal.aborted && holder() !== undefined ? notYet(version) : noRun(version);
    const seen = await follow(ports, { file, milestone, signal, onLines });
    const next = seen.end !== undefined && seen.head !== undefined && !signal.aborted && isTakenUp(milestone, seen.head);
    // Another runner holds the lock by now, and has told nothing yet: that is the newest run.
    if (next && (await untilNewer(ports, place, milestone, file, signal))) continue;
    return seen.head === undefined ? noRun(version) : reportOf(version, seen.head, seen.end, holder());
  }
}

interface Followed {
  readonly file: string;
  readonly milestone: WatchedMilestone;
  readonly signal: CancelSignal;
  readonly onLines: WatchInput["onLines"];
}

interface Seen {
  readonly head?: HistoryHead;
  readonly end?: HistoryEnd;
}

async function follow(ports: WatchPorts, { file, milestone, signal, onLines }: Followed): Promise<Seen> {
  const read = createHistoryReader(file, { pieces: 1 });
  const seen: { head?: HistoryHead; end?: HistoryEnd } = {};
  let isNews = false;
  const isLeft = (): boolean => signal.aborted;
  while (!isLeft()) {
    // Before the reading: a run says how it ended, and then lets go of the lock.
    const isHeld = milestone.holder() !== undefined;
    let hasRead = false;
    for (let lines = read(); lines.length > 0 && !isLeft(); lines = read()) {
      hasRead = true;
      for (const line of lines) {
        if (line.type === "head") seen.head = line;
        if (line.type === "end") seen.end = line;
      }
      onLines(lines, isNews);
      // Keys and the clock have their turn.
      await ports.pause.sleep(1, signal);
    }
    if (seen.end !== undefined || (!isHeld && !hasRead)) break;
    if (!hasRead) onLines([], isNews);
    isNews = true;
    await ports.pause.sleep(LOOK_MS, signal);
  }
  return seen;
}

/** The newest run; where none has told anything yet but somebody holds the lock, it is waited for. */
async function untilThereIsOne(ports: WatchPorts, place: Place, { version, holder }: WatchedMilestone, signal: CancelSignal): Promise<string | undefined> {
  for (;;) {
    const isHeld = holder() !== undefined;
    const file = newestRun(place, version);
    if (file !== undefined || !isHeld || signal.aborted) return file;
    await ports.pause.sleep(LOOK_MS, signal);
  }
}

function isTakenUp({ holder }: WatchedMilestone, { pid, at }: HistoryHead): boolean {
  const held = holder();
  return held !== undefined && (held.pid !== pid || Date.parse(held.since) > Date.parse(at));
}

async function untilNewer(ports: WatchPorts, place: Place, { version, holder }: WatchedMilestone, file: string, signal: CancelSignal): Promise<boolean> {
  for (;;) {
    const isHeld = holder() !== undefined;
    if (newestRun(place, version) !== file) return true;
    if (!isHeld || signal.aborted) return false;
    await ports.pause.sleep(LOOK_MS, signal);
  }
}

function reportOf(version: string, { run, command, at }: HistoryHead, end: HistoryEnd | undefined, holder: { readonly pid: number; readonly host: string } | undefined): WatchReport {
  const told = { type: "watch", version, command, run, started: at } as const;
  if (end !== undefined) return { ...told, ended: end.at, standing: "ended", exit: exitOf(end.exit) };
  if (holder === undefined) return { ...told, standing: "gone", exit: "internal" };
  return { ...told, standing: "running", exit: "ok", holder: { pid: holder.pid, host: holder.host } };
}

/** Of what a file says that anybody may have written. */
function exitOf(exit: string): ExitKind {
  return EXITS.find((each) => each === exit) ?? "internal";
}

const EXITS = ["ok", "internal", "usage", "gaps", "human-needed", "blocked", "budget", "timed-out", "locked", "conflict", "cancelled"] as const satisfies readonly ExitKind[];

function noRun(version: string): Refusal {
  return refuse("no-run", `no run of ${version} has told anything here`, `Start one with \`dgs run-job ${version}\` and watch it from a second terminal; \`dgs list-jobs\` shows the jobs.`);
}

function notYet(version: string): Refusal {
  return refuse("no-run", `the run of ${version} has told nothing yet`, "Watch it again in a moment.");
}

/** Which run of a milestone goes on, for whoever wants something of it. */
export function runUnderWay(ports: Pick<Ports, "files" | "liveness">, place: Place, wanted: string | undefined): { readonly version: string; readonly head: HistoryHead; readonly milestone: WatchedMilestone } | Refusal {
  const milestone = findWatchedMilestone(ports, place, wanted);
  if (isRefusal(milestone)) return milestone;
  const { version, holder } = milestone;
  const file = holder() === undefined ? undefined : newestRun(place, version);
  const head = file === undefined ? undefined : headOf(file);
  if (head === undefined || isTakenUp(milestone, head)) return refuse("no-run", `no run of ${version} goes on`, `\`dgs run-job ${version}\` starts one, or goes on with it.`);
  return { version, head, milestone };
}
