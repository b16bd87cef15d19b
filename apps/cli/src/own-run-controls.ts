import { plainText } from "@dgs/render";
import { askToPause, isRefusal, type Place, type Ports } from "@dgs/runtime";
import type { LiveControls } from "./live.js";

/** What keys do to the run of this process: a pause is asked for as from any other, and cancelling is Ctrl-C. */
export function ownRunControls(ports: Pick<Ports, "files" | "liveness" | "clock">, place: Place, version: string | undefined): LiveControls {
  return {
    pause: () => Promise.resolve(sayPause(askToPause(ports, place, version))),
    cancel() {
      process.kill(process.pid, "SIGINT");
      return Promise.resolve("");
    },
  };
}

/** What came of asking for a pause. */
export function sayPause(answer: ReturnType<typeof askToPause>): string {
  if (isRefusal(answer)) return plainText(`${answer.message}. ${answer.remedy}`);
  return answer.command.startsWith("run-job") ? "It pauses after this step." : "It pauses once the plans under way are in.";
}
