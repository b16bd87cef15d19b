import type { WorkContext, WorkFailure } from "../work/context.js";
import type { ServiceWait } from "./service-wait.js";

/** The longest sleep at a time: a machine that was asleep itself has lost no more than this. */
const SLICE_MS = 30_000;

/** Waits until a time by the clock, and says so; a person who stops the run ends the wait at once. */
export async function waitUntil({ ports: { clock, pause }, signal, onEvent }: Pick<WorkContext, "ports" | "signal" | "onEvent">, wait: ServiceWait): Promise<WorkFailure | undefined> {
  const at = clock.now();
  const isStopped = (): boolean => signal.aborted;
  if (isStopped()) return { type: "interrupted" };
  if (Date.parse(at) >= Date.parse(wait.until)) return undefined;
  onEvent({ type: "agent-waiting", at, ...wait });
  for (let now = Date.parse(at); now < Date.parse(wait.until); now = Date.parse(clock.now())) {
    await pause.sleep(Math.min(SLICE_MS, Date.parse(wait.until) - now), signal);
    if (isStopped()) return { type: "interrupted" };
  }
  return undefined;
}
