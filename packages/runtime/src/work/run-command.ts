import type { ProcessResult } from "@dgs/core";
import type { WorkContext } from "./context.js";
import { splitCommand } from "./split-command.js";

/** Bytes of a test command's output that are kept. */
const KEPT_BYTES = 1024 * 1024;

/** How a test command came out. `infrastructure`: it could not be run, which says nothing about the code, and never counts as passed. */
export interface CommandOutcome {
  readonly command: string;
  readonly outcome: "passed" | "failed" | "timed-out" | "infrastructure" | "interrupted";
  /** The exit code, where there is one. */
  readonly exit: number | undefined;
  /** ISO 8601. */
  readonly started: string;
  readonly durationMs: number;
  /** What it printed, at most the last {@link KEPT_BYTES}. */
  readonly tail: string;
  /** Bytes at the front of what it printed that were not kept. */
  readonly cutBytes: number;
  /** One line for a report. */
  readonly said: string;
}

/** Runs one test command in a tree: own process group, deadline, scrubbed environment. */
export async function runCommand(context: WorkContext, command: string, cwd: string): Promise<CommandOutcome> {
  const started = context.ports.clock.now();
  const allowed = context.config["tests.allow"];
  if (allowed.length > 0 && !allowed.includes(command)) {
    return { command, outcome: "infrastructure", exit: undefined, started, durationMs: 0, tail: "", cutBytes: 0, said: "it is not in the list tests.allow of the configuration" };
  }
  const { program, args } = splitCommand(command);
  const deadlineMs = context.config["tests.timeout_seconds"] * 1000;
  const result = await context.ports.processes.run({ program, args, cwd, env: context.ports.testEnv, deadlineMs, tailBytes: KEPT_BYTES, hideSecrets: true, signal: context.signal });
  const outcome = outcomeOf(command, started, result, deadlineMs);
  context.onEvent({ type: "tested", command, outcome: outcome.outcome, durationMs: result.durationMs });
  return outcome;
}

function outcomeOf(command: string, started: string, result: ProcessResult, deadlineMs: number): CommandOutcome {
  const facts = { command, started, durationMs: result.durationMs, tail: result.tail, cutBytes: Math.max(0, result.outputBytes - KEPT_BYTES) };
  switch (result.type) {
    case "exited":
      if (result.code === 0) return { ...facts, outcome: "passed", exit: 0, said: "exit 0" };
      // 126 and 127 are how a shell says that it could not run the program at all.
      if (result.code === 126 || result.code === 127) return { ...facts, outcome: "infrastructure", exit: result.code, said: `exit ${String(result.code)}: the command could not be run` };
      return { ...facts, outcome: "failed", exit: result.code, said: `exit ${String(result.code)}` };
    case "signalled":
      return { ...facts, outcome: "failed", exit: undefined, said: `ended by ${result.signal}` };
    case "timed-out":
      return { ...facts, outcome: "timed-out", exit: undefined, said: `not done after ${String(deadlineMs / 1000)} s` };
    case "cancelled":
      return { ...facts, outcome: "interrupted", exit: undefined, said: "interrupted" };
    case "not-started":
      return { ...facts, outcome: "infrastructure", exit: undefined, said: `it could not be started: ${result.message}` };
  }
}
