import type { RunEvent } from "@dgs/runtime";
import type { Io, Output } from "./io.js";
import { choosePaint } from "./paint.js";
import { formatDuration } from "./render/duration.js";
import { createEventRenderer, renderActivity } from "./render/run-events.js";

/** What a person sees of a run while it goes on. */
export interface Live {
  readonly show: (event: RunEvent) => void;
  readonly line: (text: string) => void;
  readonly close: () => void;
}

const ERASE_LINE = "\r\u001b[2K";
/** Milliseconds between two looks at the clock. */
const TICK = 1_000;

/** Shows a run on stderr: plain lines, and on a terminal a last line with what goes on right now. */
export function createLive({ stderr, env }: Pick<Io, "stderr" | "env">): Live {
  const render = createEventRenderer(choosePaint(stderr, env));
  const status = stderr.isTerminal && env["TERM"] !== "dumb" ? createStatusLine(stderr) : undefined;
  const line = (text: string): void => {
    status?.erase();
    stderr.write(`${text}\n`);
    status?.draw();
  };
  return {
    line,
    show(event) {
      status?.set(renderActivity(event));
      for (const text of render(event)) line(text);
    },
    close: () => status?.close(),
  };
}

interface StatusLine {
  readonly set: (text: string | undefined) => void;
  readonly draw: () => void;
  readonly erase: () => void;
  readonly close: () => void;
}

function createStatusLine(output: Output): StatusLine {
  let current: { readonly text: string; readonly since: number } | undefined;
  let isDrawn = false;
  const erase = (): void => {
    if (isDrawn) output.write(ERASE_LINE);
    isDrawn = false;
  };
  const draw = (): void => {
    erase();
    if (current === undefined) return;
    output.write(fitLine(`${formatDuration(Math.floor((performance.now() - current.since) / 1_000) * 1_000)}  ${current.text}`, output.columns() - 1));
    isDrawn = true;
  };
  const timer = setInterval(draw, TICK).unref();
  return {
    set(text) {
      if (text !== undefined) current = text === "" ? undefined : { text, since: performance.now() };
      draw();
    },
    draw,
    erase,
    close() {
      clearInterval(timer);
      current = undefined;
      erase();
    },
  };
}

/** Cuts a text so that it surely fits: what is not ASCII may be two columns wide, and a line that wraps cannot be erased. */
export function fitLine(text: string, columns: number): string {
  let width = 0;
  let fitting = "";
  for (const character of text) {
    width += character < "\u007f" ? 1 : 2;
    if (width > columns) return fitting;
    fitting += character;
  }
  return fitting;
}
