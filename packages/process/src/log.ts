import { open, type FileHandle } from "node:fs/promises";

/** The file that gets a run's whole output. */
export interface OutputLog {
  /** Resolves when the chunk has been written (or the log has failed): waiting for it holds a fast program back. */
  readonly write: (chunk: Buffer) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Whether a write has been asked for and is not done. */
  readonly isBusy: () => boolean;
  /** Stops waiting for a file that takes no more. */
  readonly abandon: () => void;
  /** Why the log is incomplete; undefined while it is whole. */
  readonly failure: () => string | undefined;
}

const noLog: OutputLog = {
  write: () => Promise.resolve(),
  close: () => Promise.resolve(),
  isBusy: () => false,
  abandon: () => undefined,
  failure: () => undefined,
};

/**
 * Opens a log for appending. Never rejects: a run is worth more than its log, so a failure is kept for the result, and
 * from then on nothing is written.
 */
export function openLog(path: string | undefined): OutputLog {
  if (path === undefined) return noLog;
  let failure: string | undefined;
  let waiting = 0;
  let file: FileHandle | undefined;
  let last: Promise<void> = Promise.resolve();

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
  return {
    write: (chunk) => queue(async () => file?.writeFile(chunk)),
    async close() {
      await last;
      const opened = file;
      file = undefined;
      await opened?.close().catch((error: unknown) => void (failure ??= `${path}: ${String(error)}`));
    },
    isBusy: () => waiting > 0,
    abandon: () => void (failure ??= `${path}: the file took no more output`),
    failure: () => failure,
  };
}
