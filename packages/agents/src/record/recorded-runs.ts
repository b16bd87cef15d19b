import type { AgentRequest } from "@dgs/core";
import type { Tape, TapeEntry, TapeOpen, TapeQuestion } from "../replay/tape.js";
import { isSameFile, type Snapshot, type SnapshotEntry } from "./snapshot-tree.js";

/** A run as it begins. */
export interface RunBegun extends Pick<AgentRequest, "purpose" | "role" | "cwd" | "base"> {
  readonly asked: TapeQuestion;
  /** The files of its folder as it finds them. */
  readonly now: Snapshot;
}

/** What a run is recorded with: its own beginning, or that of the run that it takes up. */
export interface RunBeginning {
  readonly asked: TapeQuestion;
  readonly before: Snapshot;
}

/** The place of a run among those of a tape. */
export interface RecordedRun extends RunBeginning {
  /** Puts its entry there. */
  readonly end: (entry: TapeEntry) => void;
  /** Takes the place away: the run was cut off, and the next one takes its work up. */
  readonly drop: () => void;
}

/** The runs of a tape in the order in which they were asked. */
export interface RecordedRuns {
  readonly begin: (run: RunBegun) => RecordedRun;
  /** A purpose has come to its end: what is asked for it from now on is a work of its own. */
  readonly settle: (purpose: string) => void;
  /** What is known by now. */
  readonly tape: () => Tape;
}

interface Row {
  entry?: TapeEntry;
}

/** All tries of one work, until it has come to its end. */
interface Series extends Pick<TapeOpen, "purpose" | "cwd" | "base">, RunBeginning {
  readonly rows: Row[];
  /** Whoever asked for it is gone: the next run for the purpose takes it up. */
  isCutOff: boolean;
}

/**
 * Goes on with the runs of a tape.
 *
 * Who was killed in the middle of a work asks for it from its beginning, and the agent goes on with what lies there. A player is asked once: so the run that takes a
 * work up is recorded as if it had done all of it, from the files and the question that the work began with; the tries before it stay as cut off.
 */
export function createRecordedRuns(tape: Tape): RecordedRuns {
  const rows: Row[] = tape.entries.map((entry) => ({ entry }));
  const open = new Map((tape.open ?? []).map((each) => [each.purpose, seriesOf(each, rows)]));
  return {
    begin(run) {
      const row: Row = {};
      rows.push(row);
      const { series, ...beginning } = beginIn(open, run);
      series.rows.push(row);
      return {
        ...beginning,
        end: (entry) => { row.entry = entry; },
        drop() {
          rows.splice(rows.indexOf(row), 1);
          series.rows.splice(series.rows.indexOf(row), 1);
          series.isCutOff = true;
        },
      };
    },
    settle(purpose) {
      open.delete(purpose);
    },
    tape() {
      const entries = rows.flatMap(({ entry }) => entry ?? []);
      const left = [...open.values()].map(openOf);
      return { version: 2, name: tape.name, entries, ...(left.length === 0 ? {} : { open: left }) };
    },
  };
}

function beginIn(open: Map<string, Series>, run: RunBegun): RunBeginning & { readonly series: Series } {
  const { purpose, cwd, base, asked, now } = run;
  const earlier = open.get(purpose);
  // A further try of this runner: findings, or a service that had too much to do.
  if (earlier?.isCutOff === false) return { series: earlier, asked, before: now };
  for (const row of earlier?.rows ?? []) if (row.entry !== undefined) row.entry = { ...row.entry, cutOff: true };
  const before = earlier?.cwd === cwd && isWorkThere(earlier, run) ? withoutWork(earlier.before, now) : now;
  const series: Series = { purpose, cwd, ...(base === undefined ? {} : { base }), asked: earlier?.asked ?? asked, before, rows: [], isCutOff: false };
  open.set(purpose, series);
  return { series, asked: series.asked, before };
}

/**
 * Whether what differs since a work began is that work. A plan begins anew at the tip of its branch where there was no commit of it: then its base is another one, and
 * others have landed in between. Agents that only look leave all they have in their outbox, each time.
 */
function isWorkThere(earlier: Series, { role, base }: Pick<RunBegun, "role" | "base">): boolean {
  return role === "conflict" || (role === "executor" && earlier.base === base);
}

/** The files as they are, but those of the work as they were before it; planning files are DGS's own. */
function withoutWork(before: Snapshot, now: Snapshot): Snapshot {
  const found = new Map(now);
  for (const file of new Set([...before.keys(), ...now.keys()])) {
    const [old, entry] = [before.get(file), now.get(file)];
    if (isSameFile(old, entry) || /^\.(?:planning|gsd)\//.test(file)) continue;
    if (old === undefined) found.delete(file);
    else found.set(file, old);
  }
  return found;
}

function seriesOf({ purpose, cwd, base, asked, before, tries }: TapeOpen, rows: readonly Row[]): Series {
  const own = rows.filter(({ entry }) => entry?.purpose === purpose && entry.cutOff !== true);
  const files = before.map(({ path, kind, content, executable }): readonly [string, SnapshotEntry] => [path, { kind, content, executable: executable === true, stamp: "" }]);
  return { purpose, cwd, ...(base === undefined ? {} : { base }), asked, before: new Map(files), rows: tries === 0 ? [] : own.slice(-tries), isCutOff: true };
}

function openOf({ purpose, cwd, base, asked, before, rows }: Series): TapeOpen {
  const files = [...before].map(([path, { kind, content, executable }]) => ({ path, kind, content, ...(executable ? { executable } as const : {}) }));
  return { purpose, cwd, ...(base === undefined ? {} : { base }), asked, tries: rows.filter(({ entry }) => entry !== undefined).length, before: files };
}
