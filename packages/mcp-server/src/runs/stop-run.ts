import { createFilePorts, refuse } from "@dgs/host";
import type { Place, Refusal } from "@dgs/runtime";
import { runHolder, statusOf } from "./run-record.js";
import { isKnown, unknownRun } from "./watch-run.js";

/** That a run was asked to stop, or had ended. */
export interface StoppedRun {
  readonly type: "stop-asked" | "not-running";
}

/** Asks a run to stop in order, as Ctrl-C does on the command line: what it has done is kept, and it can be gone on with. */
export function stopRun(place: Place, id: string): StoppedRun | Refusal {
  if (!isKnown(place, id)) return unknownRun(place, id);
  if (statusOf(place, id) !== "running") return { type: "not-running" };
  const holder = runHolder(place, id);
  if (holder === undefined) return { type: "not-running" };
  // A number alone may be another process by now, or one of another machine.
  if (createFilePorts(place).liveness.check(holder.identity) !== "alive") return refuse("run-elsewhere", `${id} is carried out by process ${String(holder.pid)} on ${holder.host}, which cannot be seen from here`, "Stop it there.", "run");
  try {
    process.kill(holder.pid, "SIGINT");
  } catch {
    // It has ended meanwhile.
    return { type: "not-running" };
  }
  return { type: "stop-asked" };
}
