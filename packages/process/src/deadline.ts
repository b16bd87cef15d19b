import type { CancelSignal } from "@dgs/core";

/** What ends a program before its time. */
export interface Limits {
  readonly deadlineMs: number | undefined;
  readonly graceMs: number;
  readonly signal: CancelSignal | undefined;
}

/** Something that can be asked to end, and be made to. */
export interface Endable {
  readonly ask: () => void;
  readonly force: () => void;
}

/** That and how a program was ended from outside. */
export interface Stop {
  readonly reason: "timed-out" | "cancelled";
  /** Whether asking was not enough. */
  readonly forced: boolean;
}

/** The watch over one program. */
export interface Watch {
  /** What has been done so far; undefined: nothing. */
  readonly stop: () => Stop | undefined;
  /** Ends the program as if it had been cancelled. */
  readonly cancel: () => void;
  /** Resolves when the program has not ended though it was forced: it belongs to another user, or hangs in the kernel. */
  readonly gaveUp: Promise<undefined>;
  /** Ends the watch; to be called when the program has ended. */
  readonly release: () => void;
}

/** Milliseconds after which a forced program is given up. */
export const giveUpMs = 5_000;

/** The longest time a timer takes; with a longer one it would ring at once. */
const longestTimerMs = 2_147_483_647;

/**
 * Watches over a program: at its deadline or on cancel it is asked to end, after `graceMs` it is forced, and that is recorded.
 *
 * The first reason counts; a cancel after the deadline changes nothing.
 */
export function watchLimits(program: Endable, limits: Limits): Watch {
  let stop: Stop | undefined;
  let isReleased = false;
  let timer: NodeJS.Timeout | undefined;
  let giveUp: () => void;
  const gaveUp = new Promise<undefined>((settle) => (giveUp = () => { settle(undefined); }));

  const ring = (ms: number, action: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(action, Math.min(ms, longestTimerMs));
  };
  const end = (reason: Stop["reason"]): void => {
    if (stop !== undefined || isReleased) return;
    stop = { reason, forced: false };
    program.ask();
    ring(limits.graceMs, () => {
      stop = { reason, forced: true };
      program.force();
      ring(giveUpMs, giveUp);
    });
  };
  const cancel = (): void => { end("cancelled"); };

  if (limits.deadlineMs !== undefined) ring(limits.deadlineMs, () => { end("timed-out"); });
  limits.signal?.addEventListener("abort", cancel);
  // Aborted while the program was being started: the event is past.
  if (limits.signal?.aborted === true) cancel();
  return {
    stop: () => stop,
    cancel,
    gaveUp,
    release() {
      isReleased = true;
      clearTimeout(timer);
      limits.signal?.removeEventListener("abort", cancel);
    },
  };
}
