import type { Pause } from "./pause.js";

/** Makes real waits and real chances. */
export function createPause(): Pause {
  return {
    random: Math.random,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", end);
          resolve();
        };
        const timer = setTimeout(end, ms);
        signal.addEventListener("abort", end);
        if (signal.aborted) end();
      }),
  };
}
