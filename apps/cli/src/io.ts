import type { Keys } from "./keys.js";
import { listenOnTerminal } from "./listen-on-terminal.js";

/** A stream that texts are written to. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: () => number;
  /** Rows of the terminal; 24 where there is none. */
  readonly rows?: () => number;
  /** Hears of each new size of the terminal, until what it returns is called. */
  readonly onResize?: (listener: () => void) => () => void;
}

/** One of several things a person can take. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** What the program was started with and where it prints. */
export interface Io {
  /** Arguments without the program's name. */
  readonly args: readonly string[];
  /** Absolute; empty where the folder is gone. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: Output;
  /** Everything else: what goes on, questions, errors. */
  readonly stderr: Output;
  /** Asks a person yes or no; absent where nobody can be asked. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  /** Keys that a person presses; absent where nobody can. */
  readonly keys?: Keys | undefined;
  /** Asks a person for a text; `undefined` when the question was broken off. Absent where nobody can be asked. */
  readonly askText?: ((question: string) => Promise<string | undefined>) | undefined;
  /** Asks a person to take one of several; `undefined` when the question was broken off. Absent where nobody can be asked. */
  readonly askChoice?: ((question: string, choices: readonly Choice[]) => Promise<string | undefined>) | undefined;
}

/**
 * Takes the streams, arguments and environment of this process. `onLost` hears of output that could not be written.
 *
 * Each stream is only made when somebody asks for it: Node loads much of its own for stdin, which most calls never read.
 */
export function createIo(onLost: (error: Error) => void): Io {
  let [stdout, stderr]: (Output | undefined)[] = [];
  return {
    args: process.argv.slice(2),
    cwd: readWorkingFolder(),
    env: process.env,
    get stdout() { return (stdout ??= createOutput(process.stdout, onLost)); },
    // What cannot be said on stderr cannot be said at all.
    get stderr() { return (stderr ??= createOutput(process.stderr, () => undefined)); },
    get ask() { return process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : undefined; },
    get keys() { return process.stdin.isTTY && process.stderr.isTTY ? { listen: listenOnTerminal } : undefined; },
    get askText() { return process.stdin.isTTY && process.stderr.isTTY ? askTextOnTerminal : undefined; },
    get askChoice() { return process.stdin.isTTY && process.stderr.isTTY ? askChoiceOnTerminal : undefined; },
  };
}

function readWorkingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return "";
  }
}

function createOutput(stream: NodeJS.WriteStream, onLost: (error: Error) => void): Output {
  // Who reads may go away (`| head`, a closed terminal): that ends nothing, least of all a job. A full disk is a failure.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") onLost(error);
  });
  // Typed as always there, and absent where the stream is no terminal.
  const { isTTY } = stream as { isTTY?: boolean };
  return {
    write: (text) => void stream.write(text),
    isTerminal: isTTY === true,
    columns: () => (stream as { columns?: number }).columns ?? 80,
    rows: () => (stream as { rows?: number }).rows ?? 24,
    onResize(listener) {
      stream.on("resize", listener);
      return () => void stream.off("resize", listener);
    },
  };
}

/** Asks on stderr, as stdout is for results; a question that was broken off counts as no. */
async function askOnTerminal(question: string): Promise<boolean> {
  const { confirm } = await import("@clack/prompts");
  return (await untilInputEnds((signal) => confirm({ message: question, initialValue: false, output: process.stderr, signal }))) === true;
}

async function askTextOnTerminal(question: string): Promise<string | undefined> {
  const { text } = await import("@clack/prompts");
  const answer = await untilInputEnds((signal) => text({ message: question, output: process.stderr, signal }));
  return typeof answer === "string" ? answer : undefined;
}

async function askChoiceOnTerminal(question: string, choices: readonly Choice[]): Promise<string | undefined> {
  const { select } = await import("@clack/prompts");
  const answer = await untilInputEnds((signal) => select({ message: question, options: choices.map((choice) => ({ ...choice })), output: process.stderr, signal }));
  return typeof answer === "string" ? answer : undefined;
}

/**
 * Asks a question that is broken off where its input ends (Ctrl-D, a terminal that is gone). Nobody would answer it any more: without this the program would end in the
 * middle, with no word and the exit code of a fault.
 */
async function untilInputEnds<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const ended = new AbortController();
  let isAnswered = false;
  // Reading stops behind an answer, too, which is heard a moment later.
  const onStop = (): void => { setImmediate(() => { if (!isAnswered) ended.abort(); }); };
  process.stdin.on("pause", onStop).on("end", onStop);
  try {
    return await ask(ended.signal);
  } finally {
    isAnswered = true;
    process.stdin.off("pause", onStop).off("end", onStop);
  }
}
