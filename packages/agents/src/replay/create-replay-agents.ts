import { appendFileSync, mkdirSync, realpathSync } from "node:fs";
import path from "node:path";
import type { AgentRequest, AgentResult, Agents, AgentUsage } from "@dgs/core";
import { agentResult } from "../agent-result.js";
import { applyEntry } from "./apply-entry.js";
import { type Obstacle, obstacleTo } from "./check-entry.js";
import { findEntry } from "./find-entry.js";
import type { Tape, TapeEntry } from "./tape.js";
import { unfitInput } from "./unfit-input.js";
import { waitFor } from "./wait.js";

/** What {@link createReplayAgents} needs. */
export interface ReplayAgentsOptions {
  /** What is played. */
  readonly tape: Tape;
  /** The folder below which runs may be played: a tape of a sample never writes into a real product. Absent: anywhere. */
  readonly root?: string;
}

/**
 * Makes agents that play a tape: each run makes the changes and leaves the results that the tape has for its purpose and attempt.
 *
 * The same request in the same tree comes to the same end, also when an earlier try was killed half-way. What the tape does not have,
 * or does not fit the tree, is `refused` before anything is written.
 */
export function createReplayAgents(options: ReplayAgentsOptions): Agents {
  return {
    async run(request) {
      const entry = findEntry(options.tape, request);
      if (typeof entry === "string") return agentResult("refused", { durationMs: 0 }, { message: entry });
      const outcome = await waitFor(entry.delayMs, request.limits.timeMs, request.signal);
      if (outcome !== "waited") return stopped(outcome, entry, request);
      return play(entry, request, options.root);
    },
  };
}

function stopped(outcome: "timed-out" | "cancelled", entry: TapeEntry, request: AgentRequest): AgentResult {
  const durationMs = outcome === "timed-out" ? request.limits.timeMs : 0;
  const message = outcome === "timed-out" ? `the tape takes ${String(entry.delayMs)} ms for this run, ${String(request.limits.timeMs)} are allowed` : "cancelled";
  return agentResult(outcome, { durationMs }, { message });
}

function play(entry: TapeEntry, request: AgentRequest, root: string | undefined): AgentResult {
  const usage: AgentUsage = { durationMs: entry.delayMs, ...entry.result.usage, logPath: request.logPath };
  try {
    const obstacle = isBelow(root, request.cwd) ? (unfitQuestion(entry, request) ?? obstacleTo(entry, request)) : { message: `the tape may only be played below ${String(root)}, not in ${request.cwd}` };
    if (obstacle !== undefined) return agentResult("refused", { durationMs: 0 }, obstacle);
    const lines = [...applyEntry(entry, request), ...(entry.leftOut ?? []).map(({ path: file, reason }) => `the tape lacks ${file}: ${reason}`)];
    for (const line of lines) request.onEvent?.({ type: "tool", name: line, state: "started" });
    writeLog(request, lines);
    return agentResult(entry.result.type, usage, entry.result);
  } catch (error) {
    return agentResult("crashed", { durationMs: 0 }, { message: `the tape could not be played: ${error instanceof Error ? error.message : String(error)}` });
  }
}

function unfitQuestion(entry: TapeEntry, request: AgentRequest): Obstacle | undefined {
  const difference = entry.asked === undefined ? undefined : unfitInput(entry.asked, request);
  return difference === undefined ? undefined : { message: `the tape does not fit: in its entry ${entry.purpose} (attempt ${String(entry.attempt)}) ${difference}`, unfit: true };
}

function isBelow(root: string | undefined, cwd: string): boolean {
  if (root === undefined) return true;
  const way = path.relative(realpathSync(root), realpathSync(cwd));
  return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

function writeLog(request: AgentRequest, lines: readonly string[]): void {
  mkdirSync(path.dirname(request.logPath), { recursive: true });
  appendFileSync(request.logPath, [`played ${request.purpose} (attempt ${String(request.attempt)})`, ...lines, ""].join("\n"));
}
