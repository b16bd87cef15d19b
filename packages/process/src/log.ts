import { open, type FileHandle } from "node:fs/promises";
import { lengthOfUnfinishedCharacter } from "./characters.js";

/** Bytes that a log takes unless told. */
const LOG_BYTES = 64 * 1024 * 1024;

/** The file that gets a run's output. */
export interface OutputLog {
  /** Resolves when the chunk has been written (or the log has failed): waiting for it holds a fast program back. */
  readonly write: (chunk: Buffer) => Promise<void>;
  /** Ends the log. Where something was left out it says how much, and `tail` (the last words of the output) follows. */
  readonly close: (tail?: () => string) => Promise<void>;
  /** Whether a write has been asked for and is not done. */
  readonly isBusy: () => boolean;
  /** Stops waiting for a file that takes no more. */
  readonly abandon: () => void;
  /** Why the log is incomplete; undefined while it is whole. */
  readonly failure: () => string | undefined;
  /** Bytes that were left out, as they were more than the log takes. */
  readonly leftOut: () => number;
}

const noLog: OutputLog = {
  write: () => Promise.resolve(),
  close: () => Promise.resolve(),
  isBusy: () => false,
  abandon: () => undefined,
  failure: () => undefined,
  leftOut: () => 0,
};

/**
 * Opens a log for appending. Never rejects: a run is worth more than its log, so a failure is kept for the result, and
 * from then on nothing is written. What is more than `limit` bytes is left out: a program that never ends printing must not fill the disk.
 */
export function openLog(path: string | undefined, limit: number = LOG_BYTES): OutputLog {
  if (path === undefined) return noLog;
  let failure: string | undefined;
  let waiting = 0;
  let file: FileHandle | undefined;
  let last: Promise<void> = Promise.resolve();
  let room = Math.max(0, Math.floor(limit));
  let leftOut = 0;

  // One after the other: a chunk written in two parts must not have another one in its middle.
  const queue = (work: () => Promise<void>): Promise<void> => {
    waiting += 1;
    last = last
      .then(() => (failure === undefined ? work() : undefined))
      .catch((error: unknown) => void (failure ??= `${path}: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => void (waiting -= 1));
    return last;
  };

  void queue(async () => void (file = await open(path, "a")));
  const fit = (chunk: Buffer): Buffer => {
    if (leftOut === 0 && chunk.length <= room) {
      room -= chunk.length;
      return chunk;
    }
    // Nothing may follow a part that is left out, so only the first one is cut.
    const cut = leftOut === 0 ? chunk.subarray(0, room) : chunk.subarray(0, 0);
    const fits = cut.subarray(0, cut.length - lengthOfUnfinishedCharacter(cut));
    leftOut += chunk.length - fits.length;
    return fits;
  };
  return {
    write: (chunk) => {
      const fits = fit(chunk);
      return fits.length === 0 ? Promise.resolve() : queue(async () => file?.writeFile(fits));
    },
    async close(tail) {
      if (leftOut > 0) void queue(async () => file?.writeFile(`\n[dgs: ${String(leftOut)} bytes are left out here, as a log takes ${String(limit)}; the end of the output follows]\n${tail?.() ?? ""}`));
      await last;
      const opened = file;
      file = undefined;
      await opened?.close().catch((error: unknown) => void (failure ??= `${path}: ${String(error)}`));
    },
    isBusy: () => waiting > 0,
    abandon: () => void (failure ??= `${path}: the file took no more output`),
    failure: () => failure,
    leftOut: () => leftOut,
  };
}
