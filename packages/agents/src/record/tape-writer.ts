import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { agentProblem } from "../problem-codes.js";
import type { TapeRead } from "../replay/parse-tape.js";
import { readTape } from "../replay/read-tape.js";
import type { TapeEntry } from "../replay/tape.js";

/** A tape that is being written: at each moment the file is a whole tape of what was recorded so far. */
export interface TapeWriter {
  /** Adds a run, durably; one of the same purpose and attempt takes the place of the earlier one. Throws where the disk refuses. */
  readonly add: (entry: TapeEntry) => void;
}

/** Opens a tape to go on with it, or begins one; what cannot be gone on with, or not be written, is told before anything is recorded. */
export function openTape(file: string, name: string): TapeWriter | Extract<TapeRead, { readonly problems: unknown }> {
  const read: TapeRead = existsSync(file) ? readTape(file) : { tape: { version: 1, name, entries: [] } };
  if ("problems" in read) return read;
  const entries = [...read.tape.entries];
  const write = (): void => { replace(file, `${JSON.stringify({ ...read.tape, entries: entries.map(shorten) }, undefined, 2)}\n`); };
  try {
    write();
  } catch (error) {
    return { problems: [agentProblem("tape-unwritable", file, `the tape cannot be written: ${error instanceof Error ? error.message : String(error)}`, "Name a file in a folder that is there and can be written.")] };
  }
  return {
    add(entry) {
      const at = entries.findIndex((each) => each.purpose === entry.purpose && each.attempt === entry.attempt);
      entries.splice(at < 0 ? entries.length : at, at < 0 ? 0 : 1, entry);
      write();
    },
  };
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

/** Whole or not at all, also after a power cut: written beside it, forced to the disk, and renamed. */
function replace(file: string, text: string): void {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const bytes = Buffer.from(text);
  const open = openSync(part, "wx", 0o644);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(open, bytes, at);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
  renameSync(part, file);
  if (process.platform === "win32") return;
  const folder = openSync(path.dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
