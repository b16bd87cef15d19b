import { existsSync } from "node:fs";
import { replaceFile } from "../files/replace-file.js";
import { agentProblem } from "../problem-codes.js";
import type { TapeRead } from "../replay/parse-tape.js";
import { readTape } from "../replay/read-tape.js";
import type { Tape, TapeEntry } from "../replay/tape.js";
import { createRecordedRuns, type RecordedRun, type RunBegun } from "./recorded-runs.js";

/** A tape that is being written: at each moment the file is a whole tape of what was recorded so far. All of it throws where the disk refuses. */
export interface TapeWriter {
  /** Puts down, durably, that a run begins: killed in it, whoever goes on with the tape knows where its work began. */
  readonly begin: (run: RunBegun) => RecordedRun;
  /** Puts down, durably, that a purpose has come to its end: what is asked for it from now on is a work of its own. */
  readonly settle: (purpose: string) => void;
}

/** Opens a tape to go on with it, or begins one; what cannot be gone on with, or not be written, is told before anything is recorded. */
export function openTape(file: string, name: string): TapeWriter | Extract<TapeRead, { readonly problems: unknown }> {
  const read: TapeRead = existsSync(file) ? readTape(file) : { tape: { version: 2, name, entries: [] } };
  if ("problems" in read) return read;
  const runs = createRecordedRuns(read.tape);
  const write = (): void => { replaceFile(file, renderTape(runs.tape())); };
  try {
    write();
  } catch (error) {
    return { problems: [agentProblem("tape-unwritable", file, `the tape cannot be written: ${error instanceof Error ? error.message : String(error)}`, "Name a file in a folder that is there and can be written.")] };
  }
  const then = <A extends readonly unknown[]>(change: (...args: A) => void) => (...args: A): void => {
    change(...args);
    write();
  };
  return {
    begin(run) {
      const begun = runs.begin(run);
      write();
      return { ...begun, end: then(begun.end), drop: then(begun.drop) };
    },
    settle: then(runs.settle),
  };
}

/** A tape as its text. */
function renderTape({ entries, open, ...tape }: Tape): string {
  return `${JSON.stringify({ ...tape, entries: entries.map(shorten), ...(open === undefined ? {} : { open }) }, undefined, 2)}\n`;
}

/** What a reader fills in need not stand there. */
function shorten({ attempt, expects, changes, outbox, delayMs, ...entry }: TapeEntry): object {
  return {
    ...entry,
    ...(attempt === 1 ? {} : { attempt }),
    ...(expects.length === 0 ? {} : { expects }),
    ...(changes.length === 0 ? {} : { changes }),
    ...(outbox.length === 0 ? {} : { outbox }),
    ...(delayMs === 0 ? {} : { delayMs }),
  };
}
