import { createFilePorts } from "@dgs/host";
import { forwardSignals } from "@dgs/process";
import { plainText, renderWatch } from "@dgs/render";
import { askToPause, askToStop, createPause, isRefusal, type Place, watchRun } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createJsonLines } from "../json-lines.js";
import { createLive, type LiveControls, type LiveOfHistory } from "../live.js";
import { sayPause } from "../own-run-controls.js";

/** `dgs watch` */
export const runWatch: Command = (call) =>
  inPlace(call, async (place, view) => {
    const { version } = call.operands;
    const ports = { ...createFilePorts(place), pause: createPause() };
    const left = new AbortController();
    const leave = (): void => { left.abort(); };
    const signals = forwardSignals({ onSecond: leave });
    signals.signal.addEventListener("abort", leave);
    const live = call.flags.has("json") ? jsonLive(call.io.stderr) : createLive(call.io, { controls: controlsOf(ports, place, version, leave) });
    try {
      const report = await watchRun(ports, place, { version, signal: left.signal, onLines: live.see });
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

function controlsOf(ports: ReturnType<typeof createFilePorts>, place: Place, version: string | undefined, leave: () => void): LiveControls {
  return {
    leave,
    pause: () => Promise.resolve(sayPause(askToPause(ports, place, version))),
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
