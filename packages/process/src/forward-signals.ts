import type { CancelSignal } from "@dgs/core";

const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A signal this process was ended with, passed on as a cancel. */
export interface ForwardedSignals {
  /** Aborted by the first signal. */
  readonly signal: CancelSignal;
  /** The name of the first signal; undefined: none has come. */
  readonly received: () => string | undefined;
  /** Gives the signals their own meaning back; to be called when nothing runs any more. */
  readonly release: () => void;
}

/** How signals are passed on. */
export interface ForwardOptions {
  /** Called with each signal after the first; unless told, this process exits at once with 128 + the signal's number. */
  readonly onSecond?: (name: string) => void;
}

/**
 * Turns SIGINT, SIGTERM and SIGHUP into a cancel signal for `ProcessSpec.signal`.
 *
 * Programs run in a session of their own, so the Ctrl-C of a terminal does not reach them: they end because their runs are cancelled.
 */
export function forwardSignals(options: ForwardOptions = {}): ForwardedSignals {
  const controller = new AbortController();
  const onSecond = options.onSecond ?? exitWith;
  let first: string | undefined;
  const receive = (name: string): void => {
    if (first !== undefined) {
      onSecond(name);
      return;
    }
    first = name;
    controller.abort();
  };
  for (const name of names) process.on(name, receive);
  return {
    signal: controller.signal,
    received: () => first,
    release() {
      for (const name of names) process.off(name, receive);
    },
  };
}

const numbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

function exitWith(name: string): void {
  process.exit(128 + (numbers[name] ?? 0));
}
