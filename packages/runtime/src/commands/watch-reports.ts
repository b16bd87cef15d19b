import type { ExitKind } from "../refusal.js";

/** `dgs watch`: how the run that was watched stands when the watching ends. */
export interface WatchReport {
  readonly type: "watch";
  readonly version: string;
  /** `run-job v1.0`, `execute-phase 3`. */
  readonly command: string;
  readonly run: string;
  /** ISO 8601. */
  readonly started: string;
  /** ISO 8601; absent where it goes on, or was killed. */
  readonly ended?: string;
  /** `gone`: its process is not there any more, and it has not said how it ended. */
  readonly standing: "running" | "ended" | "gone";
  /** The exit of the run that has ended. Watching one that goes on is `ok`, one that is gone `internal`. */
  readonly exit: ExitKind;
  readonly holder?: { readonly pid: number; readonly host: string };
}

/** That a run was asked to pause: it begins nothing new, and ends once what is under way has. */
export interface PauseAskedReport {
  readonly type: "pause-asked";
  readonly version: string;
  readonly command: string;
}

/** That a run is to go on that was asked to pause. */
export interface PauseTakenBackReport {
  readonly type: "pause-taken-back";
  readonly version: string;
  readonly command: string;
}

/** That the process of a run was asked to stop in order. */
export interface StopAskedReport {
  readonly type: "stop-asked";
  readonly version: string;
  readonly pid: number;
}
