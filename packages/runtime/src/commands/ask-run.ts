import { headOf, newestRun } from "../history/find-run.js";
import { dropPauseRequest, listPauseRequests, writePauseRequest } from "../history/pause-request.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import type { PauseAskedReport, PauseTakenBackReport, StopAskedReport } from "./watch-reports.js";
import { runUnderWay } from "./watch-run.js";

/** Commands that look for a request to pause before they begin something new. */
const PAUSABLE: ReadonlySet<string> = new Set(["run-job", "execute-phase"]);

/** Asks the run of a milestone, whichever process carries it out, to begin nothing new: a job no step, the execution of a phase no plan. */
export function askToPause(ports: Pick<Ports, "files" | "liveness" | "clock">, place: Place, version: string | undefined): PauseAskedReport | Refusal {
  const found = runUnderWay(ports, place, version);
  if (isRefusal(found)) return found;
  const { command, run } = found.head;
  if (!PAUSABLE.has(command.split(" ", 1)[0] ?? "")) return refuse("not-pausable", `${command} has no steps to pause between`, "Let it come to its end, or cancel it: it goes on where it was.");
  return writePauseRequest(place, { version: found.version, runId: run }, ports.clock.now()) ?? { type: "pause-asked", version: found.version, command };
}

/** Takes back that the run of a milestone was asked to pause. Where it has found the request meanwhile, it ends all the same. */
export function takePauseBack(ports: Pick<Ports, "files" | "liveness">, place: Place, version: string | undefined): PauseTakenBackReport | Refusal {
  const found = runUnderWay(ports, place, version);
  if (isRefusal(found)) return found;
  dropPauseRequest(place, found.version);
  return { type: "pause-taken-back", version: found.version, command: found.head.command };
}

/** Whether a run was asked to pause, by its id or by the process that carries it out. Quick where none was, so that it can be asked again and again. */
export function isPauseAsked(place: Place, run: { readonly runId: string } | { readonly pid: number }): boolean {
  return listPauseRequests(place).some(({ version, runId }) => {
    if ("runId" in run) return run.runId === runId;
    const file = newestRun(place, version);
    const head = file === undefined ? undefined : headOf(file);
    return head?.run === runId && head.pid === run.pid;
  });
}

/** Asks the process of the run of a milestone to stop in order, as Ctrl-C does there. `interrupt` sends it that signal. Never sent where nobody can tell that the process is the runner: a number may be another process by now, or one of another machine. */
export function askToStop(ports: Pick<Ports, "files" | "liveness"> & { readonly interrupt: (pid: number) => void }, place: Place, version: string | undefined): StopAskedReport | Refusal {
  const found = runUnderWay(ports, place, version);
  if (isRefusal(found)) return found;
  const holder = found.milestone.holder();
  if (holder === undefined) return refuse("no-run", `no run of ${found.version} goes on`, `\`dgs run-job ${found.version}\` goes on with it.`);
  if (ports.liveness.check(holder.identity) !== "alive") return refuse("run-elsewhere", `the run is carried out by process ${String(holder.pid)} on ${holder.host}, which cannot be seen from here`, "Stop it there.");
  ports.interrupt(holder.pid);
  return { type: "stop-asked", version: found.version, pid: holder.pid };
}
