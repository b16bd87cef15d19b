import { classifyTestRun, type ProcessResult, type TestOutcome, type TestReport, type TestRunEnd, type TestVerdict } from "@dgs/core";
import type { WorkContext } from "./context.js";
import { splitCommand } from "./split-command.js";
import { planOf } from "./plan-of.js";

/** Bytes of a test command's output that are kept. */
const KEPT_BYTES = 1024 * 1024;

/**
 * How a test command came out. `infrastructure`: it could not be run, which says nothing about the code. `says-failed`, `no-test-ran` and `silent` are an exit
 * code of 0 that the output speaks against. Only `passed` is green; of `silent` see {@link isGreenByCode}.
 */
export interface CommandOutcome {
  readonly command: string;
  readonly outcome: TestOutcome | "interrupted";
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
  /** What test runners counted, where one did. */
  readonly report?: TestReport;
}

/**
 * Whether a command is green where its exit code is what was asked for, as in a plan's verify commands and in the gate of a quick: those may be anything that
 * tells by its exit code, and print nothing. What says that something failed, or that no test ran, is green nowhere.
 */
export function isGreenByCode({ outcome }: Pick<CommandOutcome, "outcome">): boolean {
  return outcome === "passed" || outcome === "silent";
}

/** Runs one test command in a tree: own process group, deadline, scrubbed environment. */
export async function runCommand(context: WorkContext, command: string, cwd: string): Promise<CommandOutcome> {
  const started = context.ports.clock.now();
  const allowed = context.config["tests.allow"];
  if (allowed.length > 0 && !allowed.includes(command)) {
    const verdict = classifyTestRun({ end: { type: "not-allowed", message: "it is not in the list tests.allow of the configuration" }, command, output: "" });
    return { command, outcome: wordOf(verdict), exit: undefined, started, durationMs: 0, tail: "", cutBytes: 0, said: verdict.said };
  }
  const { program, args } = splitCommand(command);
  const deadlineMs = context.config["tests.timeout_seconds"] * 1000;
  const result = await context.ports.processes.run({ program, args, cwd, env: context.ports.testEnv, deadlineMs, tailBytes: KEPT_BYTES, hideSecrets: true, signal: context.signal });
  const outcome = outcomeOf(command, started, result, deadlineMs);
  context.onEvent({ type: "tested", command, outcome: outcome.outcome, durationMs: result.durationMs, said: outcome.said, ...(outcome.report === undefined ? {} : { report: outcome.report }), ...planOf(context) });
  return outcome;
}

function outcomeOf(command: string, started: string, result: ProcessResult, deadlineMs: number): CommandOutcome {
  const cutBytes = Math.max(0, result.outputBytes - KEPT_BYTES);
  const facts = { command, started, durationMs: result.durationMs, tail: result.tail, cutBytes, exit: result.type === "exited" ? result.code : undefined };
  if (result.type === "cancelled") return { ...facts, outcome: "interrupted", said: "interrupted" };
  const verdict = classifyTestRun({ end: endOf(result, deadlineMs), command, output: result.tail, isCut: cutBytes > 0 });
  return { ...facts, outcome: wordOf(verdict), said: verdict.said, ...(verdict.report === undefined ? {} : { report: verdict.report }) };
}

function endOf(result: Exclude<ProcessResult, { readonly type: "cancelled" }>, deadlineMs: number): TestRunEnd {
  switch (result.type) {
    case "exited":
      return { type: "exited", code: result.code };
    case "signalled":
      return { type: "signalled", signal: result.signal };
    case "timed-out":
      return { type: "timed-out", seconds: deadlineMs / 1000 };
    case "not-started":
      return { type: "not-started", message: result.message };
  }
}

function wordOf(verdict: TestVerdict): TestOutcome {
  return verdict.outcome === "suspicious" ? verdict.suspicion : verdict.outcome;
}
