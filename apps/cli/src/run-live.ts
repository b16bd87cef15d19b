import { forwardSignals } from "@dgs/process";
import type { Call } from "./call.js";
import { createLive, type Live } from "./live.js";

/** Does something long: shows what goes on, and stops it in order at the first signal. A second one ends the program at once. */
export async function runLive<Result>(call: Pick<Call, "io">, run: (signal: AbortSignal, show: Live["show"]) => Promise<Result>, live: Live = createLive(call.io)): Promise<Result> {
  const signals = forwardSignals();
  const stop = new AbortController();
  signals.signal.addEventListener("abort", () => {
    live.line("Stopping in order; the same signal again stops at once.");
    stop.abort();
  });
  try {
    return await run(stop.signal, live.show);
  } finally {
    live.close();
    signals.release();
  }
}
