import { createRequire } from "node:module";
import type { Terminal } from "@xterm/headless";

// CommonJS without names that could be seen from outside.
const xterm = createRequire(import.meta.url)("@xterm/headless") as { readonly Terminal: typeof Terminal };

/** A terminal that nobody sees: what is written to it can be read as lines. */
export interface HeadlessTerminal {
  /** Comes back once it has taken all that was written before. */
  readonly write: (data: string | Uint8Array) => Promise<void>;
  /** The lines that are to be seen, without blanks at their ends. */
  readonly screen: () => readonly string[];
  /** Those that have left it at the top, too. */
  readonly everything: () => readonly string[];
  readonly resize: (columns: number, rows: number) => void;
  readonly isInOtherBuffer: () => boolean;
  /** How often everything was erased from its first cell on: tmux puts what stood there among the lines that have left the top. */
  readonly timesCleared: () => number;
  readonly close: () => void;
}

/** Makes a terminal of a size. */
export function createHeadlessTerminal(columns: number, rows: number): HeadlessTerminal {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 20_000, allowProposedApi: true });
  let cleared = 0;
  terminal.parser.registerCsiHandler({ final: "J" }, ([what]) => {
    const { cursorX, cursorY } = terminal.buffer.active;
    if (what === 0 && cursorX === 0 && cursorY === 0) cleared++;
    // It is erased all the same.
    return false;
  });
  const linesFrom = (from: number): readonly string[] => {
    const { active } = terminal.buffer;
    return Array.from({ length: active.length - from }, (_, at) => active.getLine(from + at)?.translateToString(true) ?? "");
  };
  return {
    write: (data) => new Promise((resolve) => { terminal.write(data, resolve); }),
    screen: () => linesFrom(terminal.buffer.active.baseY),
    everything: () => linesFrom(0),
    resize: (to, high) => { terminal.resize(to, high); },
    isInOtherBuffer: () => terminal.buffer.active.type === "alternate",
    timesCleared: () => cleared,
    close: () => { terminal.dispose(); },
  };
}
