import type { Processes, ProcessSpec } from "@dgs/core";

/** Runs the program of a way, within a number of milliseconds; answers why it failed, or with nothing. */
export async function runProgram(processes: Processes, mostMs: number, spec: Omit<ProcessSpec, "deadlineMs" | "graceMs">): Promise<string | undefined> {
  const result = await processes.run({ ...spec, deadlineMs: mostMs, graceMs: 500 });
  switch (result.type) {
    case "exited":
      return result.code === 0 ? undefined : `${spec.program} ended with exit code ${String(result.code)}`;
    case "not-started":
      return result.reason === "not-found" ? `${spec.program} was not found` : `${spec.program} could not be started: ${result.message}`;
    case "timed-out":
      return `${spec.program} had not ended after ${String(mostMs / 1_000)} seconds, and was stopped`;
    case "signalled":
    case "cancelled":
      return `${spec.program} was killed`;
  }
}
