import type { Processes } from "@dgs/core";
import { currentIdentity } from "./identity.js";
import { formatSupervisor } from "./marker.js";
import { runProcess, type Supervision } from "./run.js";

/** How programs are supervised. */
export interface ProcessesOptions {
  /**
   * What happens to descendants that outlive a program: `end` (unless told), or `leave` for programs that start
   * services which are meant to stay (git and its agents and caches).
   */
  readonly leftovers?: "end" | "leave";
  /** Milliseconds between asking a leftover to end and forcing it; 1,000 unless told. */
  readonly leftoverGraceMs?: number;
}

/** Creates the port that runs programs under supervision. */
export function createProcesses(options: ProcessesOptions = {}): Processes {
  // Kept, as finding it out starts programs on some systems.
  let supervisor: string | undefined;
  const supervision: Supervision = {
    supervisor: () => (supervisor ??= formatSupervisor(currentIdentity())),
    leftovers: options.leftovers ?? "end",
    leftoverGraceMs: options.leftoverGraceMs ?? 1_000,
  };
  return { run: (spec) => runProcess(spec, supervision) };
}
