import { appendFileSync, mkdirSync, realpathSync } from "node:fs";
import path from "node:path";
import type { AgentRequest, AgentResult, Agents, AgentUsage } from "@dgs/core";
import { agentResult } from "../agent-result.js";
import { applyEntry } from "./apply-entry.js";
import { type Obstacle, obstacleTo } from "./check-entry.js";
import { findEntries, runOf } from "./find-entry.js";
import { createPlayedRuns, type PlayedRuns } from "./played-runs.js";
import type { Tape, TapeEntry } from "./tape.js";
import { unfitInput } from "./unfit-input.js";
import { waitFor } from "./wait.js";

/** What {@link createReplayAgents} needs. */
export interface ReplayAgentsOptions {
  /** What is played. */
  readonly tape: Tape;
  /** The folder below which runs may be played: a tape of a sample never writes into a real product. Absent: anywhere. */
  readonly root?: string;
  /** What was played of it; absent: nothing yet, and nobody keeps it. */
  readonly played?: PlayedRuns;
}

/**
 * Makes agents that play a tape: each run makes the changes and leaves the results that the tape has for its purpose and attempt.
 *
 * The same request in the same tree comes to the same end, also when an earlier try was killed half-way: of several runs with one purpose and attempt the next one
 * is played when the one before was settled, and the last one again when all of them were. What the tape does not have, or does not fit the tree, is `refused`
 * before anything is written.
 */
export function createReplayAgents(options: ReplayAgentsOptions): Agents {
  const played = options.played ?? createPlayedRuns();
  const playing = new Map<string, number>();
  return {
    async run(request) {
      const entries = findEntries(options.tape, request);
      if (typeof entries === "string") return agentResult("refused", { durationMs: 0 }, { message: entries });
      const chosen = choose(entries, played.count(runOf(request)), request);
      const outcome = await waitFor(chosen.entry.delayMs, request.limits.timeMs, request.signal);
      if (outcome === "cancelled") return stopped(outcome, chosen.entry, request);
      if (entries.length > 1) playing.set(runOf(request), chosen.at + 1);
      return outcome === "waited" ? play(chosen, request, options.root) : stopped(outcome, chosen.entry, request);
    },
    settle(run) {
      const count = playing.get(runOf(run));
      if (count !== undefined) played.put(runOf(run), count);
      playing.delete(runOf(run));
    },
  };
}

/** One of the entries that a tape has for a run. */
interface Chosen {
  readonly entry: TapeEntry;
  /** Which one, from 0 on. */
  readonly at: number;
  readonly of: number;
}

/** The next one; where it does not fit, the first that does: the product may have been put back, or the runner was killed before it wrote down what it had played. */
function choose(entries: readonly TapeEntry[], count: number, request: AgentRequest): Chosen {
  const all = entries.map((entry, at): Chosen => ({ entry, at, of: entries.length }));
  const next = all[Math.min(count, entries.length - 1)];
  if (next === undefined) throw new Error("a run was found without an entry");
  return [next, ...all].find((each) => obstacleIn(each, request) === undefined) ?? next;
}

function obstacleIn(chosen: Chosen, request: AgentRequest): Obstacle | undefined {
  return unfitQuestion(chosen, request) ?? obstacleTo(chosen.entry, request);
}

function stopped(outcome: "timed-out" | "cancelled", entry: TapeEntry, request: AgentRequest): AgentResult {
  const durationMs = outcome === "timed-out" ? request.limits.timeMs : 0;
  const message = outcome === "timed-out" ? `the tape takes ${String(entry.delayMs)} ms for this run, ${String(request.limits.timeMs)} are allowed` : "cancelled";
  return agentResult(outcome, { durationMs }, { message });
}

function play(chosen: Chosen, request: AgentRequest, root: string | undefined): AgentResult {
  const { entry } = chosen;
  const usage: AgentUsage = { durationMs: entry.delayMs, ...entry.result.usage, logPath: request.logPath };
  try {
    const obstacle = isBelow(root, request.cwd) ? obstacleIn(chosen, request) : { message: `the tape may only be played below ${String(root)}, not in ${request.cwd}` };
    if (obstacle !== undefined) return agentResult("refused", { durationMs: 0 }, obstacle);
    const lines = [...applyEntry(entry, request), ...(entry.leftOut ?? []).map(({ path: file, reason }) => `the tape lacks ${file}: ${reason}`)];
    for (const line of lines) request.onEvent?.({ type: "tool", name: line, state: "started" });
    writeLog(request, lines);
    return agentResult(entry.result.type, usage, entry.result);
  } catch (error) {
    return agentResult("crashed", { durationMs: 0 }, { message: `the tape could not be played: ${error instanceof Error ? error.message : String(error)}` });
  }
}

function unfitQuestion({ entry, at, of }: Chosen, request: AgentRequest): Obstacle | undefined {
  const difference = entry.asked === undefined ? undefined : unfitInput(entry.asked, request);
  return difference === undefined ? undefined : { message: `the tape does not fit: in its entry ${entry.purpose} (attempt ${String(entry.attempt)}${of === 1 ? "" : `, number ${String(at + 1)} of ${String(of)}`}) ${difference}`, unfit: true };
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
