import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { programEnvironment } from "./built-program.js";
import { createHeadlessTerminal, type HeadlessTerminal } from "./headless-terminal.js";

/** How large a terminal is. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What runs on a terminal. */
export interface LiveTerminalInput {
  readonly cwd: string;
  readonly command: readonly string[];
  readonly size: TerminalSize;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program on a pseudo-terminal, with a terminal that shows what it writes. */
export interface LiveTerminal extends Pick<HeadlessTerminal, "screen" | "everything" | "isInOtherBuffer"> {
  /** What was written, byte for byte. */
  readonly written: () => string;
  /** Comes back once the screen is as it is wanted; fails where the program ends before, or it takes too long. */
  readonly until: (isWanted: RegExp | ((lines: readonly string[]) => boolean)) => Promise<void>;
  readonly type: (keys: string) => void;
  readonly resize: (size: TerminalSize) => void;
  /** Of the program itself. */
  readonly pid: () => number;
  /** Its exit code, with the modes of the terminal behind it, as `stty -a` tells them. */
  readonly ended: Promise<{ readonly code: number | null; readonly modes: string }>;
  /** Modes of the terminal that the program has changed and not put back, by their numbers. (DECSET) */
  readonly modesLeft: () => readonly string[];
  readonly close: () => void;
}

/** Modes that are on from the beginning: lines wrap, the cursor is to be seen. */
const ON: ReadonlySet<string> = new Set(["7", "25"]);

/** How long a screen is waited for, in milliseconds: far longer than it takes. */
const PATIENCE = 240_000;

/** Starts a program on a pseudo-terminal of a size. */
export function openLiveTerminal({ cwd, command, size, env = {} }: LiveTerminalInput): LiveTerminal {
  const notes = mkdtempSync(path.join(tmpdir(), "dgs-terminal-"));
  const [tty, pid, modes] = ["tty", "pid", "modes"].map((name) => path.join(notes, name)) as [string, string, string];
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  // Keys that stop what runs are meant for the program alone; what it starts has them as ever.
  const script = `trap : INT QUIT; tty > ${tty}; stty cols ${String(size.columns)} rows ${String(size.rows)}; sh -c 'echo $$ > "$0"; exec "$@"' ${pid} ${quoted}; code=$?; stty -a > ${modes}; exit $code`;
  const child = spawn("script", ["-qefc", script, "/dev/null"], { cwd, env: { ...programEnvironment(), TERM: "xterm-256color", NO_COLOR: "1", ...env }, stdio: ["pipe", "pipe", "inherit"] });
  const terminal = createHeadlessTerminal(size.columns, size.rows);
  const { screen, everything, isInOtherBuffer } = terminal;
  let [written, isOver] = ["", false];
  let shown: Promise<void> = Promise.resolve();
  // As text: a piece may end in the middle of a letter.
  child.stdout.setEncoding("utf8").on("data", (data: string) => {
    written += data;
    shown = terminal.write(data);
  });
  const ended = new Promise<{ readonly code: number | null; readonly modes: string }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      void shown.then(() => {
        isOver = true;
        resolve({ code, modes: readIfThere(modes) });
      });
    });
  });
  return {
    screen,
    everything,
    isInOtherBuffer,
    written: () => written,
    modesLeft() {
      // eslint-disable-next-line no-control-regex -- that is what is written
      const last = new Map([...written.matchAll(/\u001b\[\?([\d;]+)([hl])/g)].flatMap(([, modes = "", to]) => modes.split(";").map((mode) => [mode, to === "h"] as const)));
      return [...last].flatMap(([mode, isOn]) => (isOn === ON.has(mode) ? [] : mode));
    },
    async until(isWanted) {
      const fits = (): boolean => (isWanted instanceof RegExp ? isWanted.test(screen().join("\n")) : isWanted(screen()));
      const giveUp = Date.now() + PATIENCE;
      while (!fits()) {
        if (isOver || Date.now() > giveUp) throw new Error(`${isOver ? "it ended, and " : ""}never showed ${String(isWanted)}:\n${everything().join("\n")}`);
        await sleep(20);
      }
    },
    type: (keys) => void child.stdin.write(keys),
    resize(next) {
      terminal.resize(next.columns, next.rows);
      execFileSync("stty", ["-F", readIfThere(tty).trim(), "cols", String(next.columns), "rows", String(next.rows)]);
    },
    pid: () => Number(readIfThere(pid)),
    ended,
    close() {
      child.kill("SIGKILL");
      terminal.close();
      rmSync(notes, { recursive: true, force: true });
    },
  };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
