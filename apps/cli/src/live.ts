import type { RunEvent } from "@dgs/runtime";
import type { Io } from "./io.js";
import { choosePaint, createEventRenderer } from "@dgs/render";
import { createStatusBlock } from "./status-block.js";
import { createUnderWay } from "./under-way.js";

/** What a person sees of a run while it goes on. */
export interface Live {
  readonly show: (event: RunEvent) => void;
  readonly line: (text: string) => void;
  /** Draws nothing until it is resumed: a question stands on the terminal. Lines are written all the same. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** Milliseconds between two looks at the clock. */
const TICK = 1_000;
/** More lines than that would push away what was said. */
const MOST_LINES = 12;

/** Shows a run on stderr: plain lines, and on a terminal below them what goes on right now, a line for each plan. */
export function createLive({ stderr, env }: Pick<Io, "stderr" | "env">): Live {
  const render = createEventRenderer(choosePaint(stderr, env));
  if (!stderr.isTerminal || env["TERM"] === "dumb") {
    const line = (text: string): void => { stderr.write(`${text}\n`); };
    return { line, show: (event) => { render(event).forEach(line); }, pause: () => undefined, resume: () => undefined, close: () => undefined };
  }
  const block = createStatusBlock(stderr);
  const underWay = createUnderWay();
  let isPaused = false;
  const draw = (): void => {
    if (!isPaused) block.draw(underWay.lines(performance.now(), MOST_LINES));
  };
  const timer = setInterval(draw, TICK).unref();
  return {
    line: (text) => { block.above(`${text}\n`); },
    show(event) {
      underWay.see(event, performance.now());
      const lines = render(event);
      if (lines.length > 0) block.above(lines.map((text) => `${text}\n`).join(""));
      draw();
    },
    pause() {
      isPaused = true;
      block.erase();
    },
    resume() {
      isPaused = false;
      draw();
    },
    close() {
      clearInterval(timer);
      isPaused = true;
      block.erase();
    },
  };
}
