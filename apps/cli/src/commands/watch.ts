import { createFilePorts } from "@dgs/host";
import { forwardSignals } from "@dgs/process";
import { plainText, renderWatch } from "@dgs/render";
import { askToStop, createPause, isRefusal, type Place, watchRun } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createJsonLines } from "../json-lines.js";
import { createLive, type LiveControls, type LiveOfHistory } from "../live.js";
import { pauseControls } from "../own-run-controls.js";

/** `dgs watch` */
export const runWatch: Command = (call) =>
  inPlace(call, async (place, view) => {
    const { version } = call.operands;
    const ports = { ...createFilePorts(place), pause: createPause() };
    const left = new AbortController();
    const leave = (): void => { left.abort(); };
    const signals = forwardSignals({ onSecond: leave });
    signals.signal.addEventListener("abort", leave);
    let runId: string | undefined;
    const live = call.flags.has("json") ? jsonLive(call.io.stderr) : createLive(call.io, { controls: controlsOf({ ports, place, version, leave, runOf: () => runId }) });
    const onLines: typeof live.see = (lines, isNews) => {
      for (const line of lines) if (line.type === "head") runId = line.run;
      live.see(lines, isNews);
    };
    try {
      const report = await watchRun(ports, place, { version, signal: left.signal, onLines });
      return isRefusal(report) ? report : reported(report, () => renderWatch(report, view), report.exit);
    } finally {
      live.close();
      signals.release();
    }
  });

/** Each event as it was told, from the first one on. */
function jsonLive(stderr: Parameters<typeof createJsonLines>[0]): Pick<LiveOfHistory, "see" | "close"> {
  const { show, close } = createJsonLines(stderr);
  return { close, see: (lines) => { for (const line of lines) if (line.type === "event") show(line.event as Parameters<typeof show>[0]); } };
}

interface Watched {
  readonly ports: ReturnType<typeof createFilePorts>;
  readonly place: Place;
  readonly version: string | undefined;
  readonly leave: () => void;
  /** The id of the run that is shown. */
  readonly runOf: () => string | undefined;
}

function controlsOf({ ports, place, version, leave, runOf }: Watched): LiveControls {
  return {
    leave,
    ...pauseControls(ports, place, version, () => {
      const runId = runOf();
      return runId === undefined ? undefined : { runId };
    }),
    cancel() {
      const answer = askToStop({ ...ports, interrupt }, place, version);
      return Promise.resolve(isRefusal(answer) ? plainText(`${answer.message}. ${answer.remedy}`) : "It stops in order.");
    },
  };
}

/** As Ctrl-C does where the run was started. */
function interrupt(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    // It has ended meanwhile.
  }
}
