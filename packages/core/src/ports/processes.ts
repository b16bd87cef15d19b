/** What can be cancelled: an `AbortSignal` fits. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** One program to run: an argument vector, never a line for a shell. */
export interface ProcessSpec {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the program: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Called once the program runs, with its input: for programs that are talked to. Then `stdin` is not used, and the input stays open until it is ended there. */
  readonly onStart?: (input: ProcessInput) => void;
  /** Milliseconds until the program is asked to end; absent: no deadline. */
  readonly deadlineMs?: number;
  /** Milliseconds between asking (SIGTERM) and forcing (SIGKILL); 5,000 unless told. */
  readonly graceMs?: number;
  /** The file that gets the output, stdout and stderr as they came; absent: only the tail is kept. */
  readonly logPath?: string;
  /** Bytes of output that the log takes; 67,108,864 (64 MiB) unless told. Of more than that it gets the beginning, how much was left out, and the tail. */
  readonly logBytes?: number;
  /**
   * Whether keys, tokens and passwords are hidden in the tails, as they always are in a log and, with it, in its tails. The lines of `onLine` are as the
   * program wrote them.
   */
  readonly hideSecrets?: boolean;
  /** Bytes of output kept in memory, the last ones; 65,536 unless told. */
  readonly tailBytes?: number;
  /** Called with each whole line of stdout (cut at 1 MiB), without its line ending. */
  readonly onLine?: (line: string) => void;
  readonly signal?: CancelSignal;
}

/** The input of a program that runs. Writing to one that reads no more, or has ended, does nothing. */
export interface ProcessInput {
  readonly write: (text: string) => void;
  readonly end: () => void;
}

/** What is known of every run, however it ended. */
export interface ProcessFacts {
  readonly durationMs: number;
  /** The last bytes of stdout and stderr together, decoded; cut at the front. */
  readonly tail: string;
  /** The same of stdout alone. */
  readonly stdoutTail: string;
  readonly outputBytes: number;
  /** Descendants that outlived the program and were ended. */
  readonly leftovers: number;
  /** Pids of the program or its descendants that could not be ended; absent: none. */
  readonly survivors?: readonly number[];
  /** Why the log is incomplete; absent: all output was written. The run goes on without its log. */
  readonly logFailure?: string;
  /** Bytes that the log does not have, as they were more than it takes; absent: none. */
  readonly logLeftOut?: number;
}

/** How a program ended: a closed union; a run never throws because of the program. */
export type ProcessResult =
  | (ProcessFacts & { readonly type: "exited"; readonly code: number })
  | (ProcessFacts & { readonly type: "signalled"; readonly signal: string })
  | (ProcessFacts & { readonly type: "timed-out"; readonly forced: boolean })
  | (ProcessFacts & { readonly type: "cancelled"; readonly forced: boolean })
  | (ProcessFacts & { readonly type: "not-started"; readonly reason: "not-found" | "not-executable" | "bad-cwd" | "other"; readonly message: string });

/** A process that works in a folder. */
export interface ProcessInFolder {
  readonly pid: number;
  /** The name of its program, as the system tells it: Linux cuts it at 15 bytes. */
  readonly command: string;
  /** Its working folder, as the system tells it. */
  readonly cwd: string;
}

/** Which processes have their working folder in a folder or below; `unknown`: it cannot be told here, which is never "none". */
export type ProcessesInFolder = { readonly type: "known"; readonly processes: readonly ProcessInFolder[] } | { readonly type: "unknown"; readonly message: string };

/** Runs programs under supervision. */
export interface Processes {
  run(spec: ProcessSpec): Promise<ProcessResult>;
}
