import { plainText } from "@dgs/render";
import { askToPause, isPauseAsked, isRefusal, type Place, type Ports, takePauseBack } from "@dgs/runtime";
import type { LiveControls } from "./live.js";

/** What keys do to the run of this process: a pause is asked for as from any other, and cancelling is Ctrl-C. */
export function ownRunControls(ports: Pick<Ports, "files" | "liveness" | "clock">, place: Place, version: string | undefined): LiveControls {
  return {
    ...pauseControls(ports, place, version, () => ({ pid: process.pid })),
    cancel() {
      process.kill(process.pid, "SIGINT");
      return Promise.resolve("");
    },
  };
}

/** Pauses a run by a key, and takes that back by the same. `run`: which one it is; `undefined` while nobody knows. */
export function pauseControls(ports: Pick<Ports, "files" | "liveness" | "clock">, place: Place, version: string | undefined, run: () => Parameters<typeof isPauseAsked>[1] | undefined): Pick<LiveControls, "pause" | "isPauseAsked"> {
  const isAsked = (): boolean => {
    const known = run();
    return known !== undefined && isPauseAsked(place, known);
  };
  return {
    isPauseAsked: isAsked,
    pause() {
      const answer = isAsked() ? takePauseBack(ports, place, version) : askToPause(ports, place, version);
      if (isRefusal(answer)) return Promise.resolve(plainText(`${answer.message}. ${answer.remedy}`));
      // That it pauses stands there as long as it holds.
      return Promise.resolve(answer.type === "pause-asked" ? "" : "It does not pause.");
    },
  };
}
