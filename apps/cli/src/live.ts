import { createRunView, type HistoryLine, type RunView, seeInRunView } from "@dgs/core";
import { agentsInView, choosePaint, createEventRenderer, renderRunView } from "@dgs/render";
import type { RunEvent } from "@dgs/runtime";
import { createFrame } from "./frame.js";
import type { Io } from "./io.js";
import { footOf, type LiveAction, type LiveChoice, NO_CHOICE, noticeOf, pausingOf, pressKey } from "./live-keys.js";

/** What a person sees of a run while it goes on. */
export interface Live {
  readonly show: (event: RunEvent) => void;
  readonly line: (text: string) => void;
  /** Draws nothing until it is resumed: a question stands on the terminal. Lines are written all the same. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** The same for a run that is read from its history. */
export interface LiveOfHistory extends Live {
  /** Takes lines of the history; what is no news is drawn and not written above. */
  readonly see: (lines: readonly HistoryLine[], isNews: boolean) => void;
}

/** What a person can do by keys: each says in a line what came of it. Without them no key is heard. */
export interface LiveControls {
  readonly pause: () => Promise<string>;
  /** Whether somebody, here or elsewhere, has asked for a pause; asked at each look at the clock. */
  readonly isPauseAsked?: () => boolean;
  readonly cancel: () => Promise<string>;
  /** Leaves the run alone; absent where it would end with whoever watches. */
  readonly leave?: () => void;
}

/** How a run is shown. */
export interface LiveOptions {
  /** What was called: `run-job v1.0`. */
  readonly command?: string;
  readonly controls?: LiveControls;
}

/** Milliseconds between two looks at the clock, and the fewest between two drawings. */
const [TICK, FRAME] = [1_000, 100];

/** Shows a run on stderr: plain lines, and on a terminal below them the run as it stands right now. */
export function createLive(io: Pick<Io, "stderr" | "env" | "keys">, options: LiveOptions = {}): LiveOfHistory {
  const { stderr, env } = io;
  const render = createEventRenderer(choosePaint(stderr, env));
  const linesOf = (event: RunEvent): readonly string[] => {
    try {
      return render(event);
    } catch {
      // Of a history that somebody else has written.
      return [];
    }
  };
  const eventsIn = (lines: readonly HistoryLine[]): readonly RunEvent[] => lines.flatMap((line) => (line.type === "event" ? (line.event as RunEvent) : []));
  if (!stderr.isTerminal || env["TERM"] === "dumb") {
    const line = (text: string): void => { stderr.write(`${text}\n`); };
    const show = (event: RunEvent): void => { linesOf(event).forEach(line); };
    return { line, show, see: (lines) => { eventsIn(lines).forEach(show); }, pause: () => undefined, resume: () => undefined, close: () => undefined };
  }
  const screen = createScreen(io, options);
  const tell = (events: readonly RunEvent[]): void => {
    const told = events.flatMap(linesOf);
    if (told.length > 0) screen.above(told);
  };
  return {
    line: (text) => { screen.above([text]); },
    show(event) {
      screen.see([{ type: "event", at: new Date().toISOString(), event }]);
      tell([event]);
    },
    see(lines, isNews) {
      screen.see(lines);
      if (isNews) tell(eventsIn(lines));
      // The end of a step is told with the time since its start.
      else eventsIn(lines).forEach(linesOf);
    },
    pause: screen.pause,
    resume: screen.resume,
    close: screen.close,
  };
}

interface Screen extends Pick<Live, "pause" | "resume" | "close"> {
  readonly see: (lines: readonly HistoryLine[]) => void;
  readonly above: (lines: readonly string[]) => void;
}

function createScreen({ stderr, env, keys }: Pick<Io, "stderr" | "env" | "keys">, { command, controls }: LiveOptions): Screen {
  const paint = choosePaint(stderr, env);
  const frame = createFrame(stderr);
  let view: RunView = { ...createRunView(), ...(command === undefined ? {} : { command }) };
  let choice: LiveChoice = NO_CHOICE;
  let [isShown, drawnAt] = [true, -Infinity];
  let isPausing = false;
  let later: NodeJS.Timeout | undefined;
  const draw = (): void => {
    clearTimeout(later);
    later = undefined;
    if (!isShown) return;
    drawnAt = performance.now();
    const below = controls === undefined || keys === undefined || view.end !== undefined ? {} : { notice: noticeOf(choice, isPausing ? pausingOf(view.command) : undefined), foot: footOf(choice, controls.leave !== undefined) };
    frame.draw(renderRunView(view, { now: Date.now(), columns: Math.max(1, stderr.columns() - 1), rows: roomIn(stderr.rows?.() ?? 24), paint, ...below, ...choice }));
  };
  const lookAndDraw = (): void => {
    isPausing = controls?.isPauseAsked?.() ?? false;
    draw();
  };
  const drawSoon = (): void => {
    const wait = FRAME - (performance.now() - drawnAt);
    if (wait <= 0) draw();
    else later ??= setTimeout(draw, wait).unref();
  };
  const act = async (action: LiveAction): Promise<void> => {
    if (controls === undefined) return;
    if (action === "leave") {
      controls.leave?.();
      return;
    }
    const message = await controls[action]();
    choice = message === "" ? choice : { ...choice, message };
    lookAndDraw();
  };
  const press = (key: string): void => {
    if (key === "suspended" || key === "continued") {
      if (key === "suspended") hide();
      else showAgain();
      return;
    }
    const { choice: next, action } = pressKey(choice, key, agentsInView(view).map(({ purpose }) => purpose));
    choice = next;
    draw();
    if (action !== undefined) void act(action);
  };
  const listen = (): (() => void) | undefined => (controls === undefined ? undefined : keys?.listen(press));
  const hide = (): void => {
    isShown = false;
    frame.erase();
  };
  const showAgain = (): void => {
    isShown = true;
    draw();
  };
  let unlisten = listen();
  const timer = setInterval(lookAndDraw, TICK).unref();
  const unsize = stderr.onResize?.(draw);
  // A second signal ends the program at once, and nobody closes anything then.
  process.once("exit", hide);
  return {
    see(lines) {
      view = lines.reduce(seeInRunView, view);
      drawSoon();
    },
    above: (lines) => { frame.above(lines.map((text) => `${text}\n`).join("")); },
    pause() {
      unlisten?.();
      hide();
    },
    resume() {
      unlisten = listen();
      showAgain();
    },
    close() {
      process.off("exit", hide);
      clearInterval(timer);
      clearTimeout(later);
      unsize?.();
      unlisten?.();
      hide();
    },
  };
}

/** How much of a terminal the run may take: what was told above stays in sight where there is room, and the cursor stands below. */
function roomIn(rows: number): number {
  return Math.max(0, Math.min(rows - 2, Math.max(8, Math.floor(rows * 0.6))));
}
