import type { Agents, Clock, Files, FindSecrets, Git, Outbox, Processes, ProcessesInFolder } from "@dgs/core";
import type { MilestoneReport } from "./commands/milestone-report-reports.js";
import type { Disk } from "./disk.js";
import type { Liveness } from "./lock.js";
import type { Pause } from "./spending/pause.js";

/** Everything outside that the runtime needs; apps make it and pass it in. */
export interface Ports {
  readonly files: Files;
  readonly git: Git;
  readonly agents: Agents;
  readonly outbox: Outbox;
  readonly processes: Processes;
  /** Which processes work in a folder or below, this one included: asked before a folder is taken away. */
  readonly processesIn: (folder: string) => Promise<ProcessesInFolder>;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly liveness: Liveness;
  readonly disk: Disk;
  /** Ends what processes of a dead runner are still there; `survivors` are pids that could not be ended. */
  readonly reap: (identity: unknown) => Promise<{ readonly ended: number; readonly survivors: readonly number[] }>;
  /** Finds secrets in a text that is to be written into the planning folder. */
  readonly findSecrets: FindSecrets;
  /** Makes an id that no other run has (`DGS-Run` trailers, log folders). */
  readonly newId: () => string;
  /** The environment of test commands: scrubbed of secrets by whoever makes the ports. */
  readonly testEnv: Readonly<Record<string, string>>;
  /** Makes a page of a report, whole in one HTML file; absent: reports are not written as pages. */
  readonly renderPage?: (report: MilestoneReport) => Promise<string>;
}
