// Lets what runs side by side take turns, so that its order is the same in every run, and a kill point can be found again. What waits for
// something outside (a program, a file) waits in a queue; one of the queue runs at a time, and what follows from it is done before the next one.
import { AsyncLocalStorage } from "node:async_hooks";

/** Makes a queue. What is asked for within a turn is a part of it. */
export function createTurns() {
  const inside = new AsyncLocalStorage();
  const waiting = [];
  let busy = false;
  const next = () => {
    const start = waiting.shift();
    busy = start !== undefined;
    start?.();
  };
  return (work) => {
    if (inside.getStore() === true) return work();
    return new Promise((resolve, reject) => {
      waiting.push(() => {
        // All that follows from an answer comes before the next turn, as far as it waits for nothing outside.
        void inside.run(true, async () => work()).then(resolve, reject).finally(() => { setImmediate(next); });
      });
      if (!busy) next();
    });
  };
}

/** Takes away what comes by the clock and not by what was done before: a look now and then would come at another place in every run. */
export function stopIntervals() {
  globalThis.setInterval = () => ({ unref: () => undefined, [Symbol.toPrimitive]: () => 0 });
}
