import { realpathSync } from "node:fs";
import type { AgentRequest, AgentResult, Agents, Git } from "@dgs/core";
import { createRedactor, type Redactor } from "@dgs/process";
import { readOutbox } from "../outbox/read-outbox.js";
import type { TapeEntry, TapeOmission, TapeOutboxFile, TapeResult } from "../replay/tape.js";
import { keptInputs } from "../replay/unfit-input.js";
import { hideIn } from "../without-secrets.js";
import { type Snapshot, snapshotTree } from "./snapshot-tree.js";
import type { TapeWriter } from "./tape-writer.js";
import { treeChanges } from "./tree-changes.js";

/** What {@link createRecordingAgents} needs. */
export interface RecordingAgentsOptions {
  /** Who really works. */
  readonly agents: Agents;
  readonly tape: TapeWriter;
  /** Tells what git ignores: that is no work of an agent. */
  readonly git: Pick<Git, "listIgnored" | "topLevel">;
}

/**
 * Makes agents that work as others do and puts each of their runs on a tape when it has ended: what it was asked, which files of its folder it changed, what it left
 * in the outbox, how it ended and what it used up, with secrets hidden.
 *
 * A run that was cancelled is on no tape, as it comes again. Where a run cannot be recorded its work counts all the same, and whoever watches is told.
 */
export function createRecordingAgents(options: RecordingAgentsOptions): Agents {
  const redactor = createRedactor(process.env);
  return {
    async run(request) {
      const before = await snapshot(options, request);
      const result = await options.agents.run(request);
      if (result.type === "cancelled") return result;
      try {
        if (typeof before === "string") throw new Error(before);
        options.tape.add(await entryOf(options, request, before, result, redactor));
      } catch (error) {
        request.onEvent?.({ type: "error", message: `the run could not be recorded: ${error instanceof Error ? error.message : String(error)}` });
      }
      return result;
    },
  };
}

/** Looks at the folder of a run; a text: why it could not be looked at. */
async function snapshot({ git }: RecordingAgentsOptions, { cwd }: AgentRequest, earlier?: Snapshot): Promise<Snapshot | string> {
  try {
    const top = await git.topLevel(cwd);
    const isTop = typeof top === "string" && realpathSync(top) === realpathSync(cwd);
    const ignored = isTop ? await git.listIgnored(cwd) : [];
    return "type" in ignored ? ignored.message : await snapshotTree(cwd, ignored, earlier);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function entryOf(options: RecordingAgentsOptions, request: AgentRequest, before: Snapshot, result: AgentResult, redactor: Redactor): Promise<TapeEntry> {
  const after = await snapshot(options, request, before);
  if (typeof after === "string") throw new Error(after);
  const tree = await treeChanges(request.cwd, before, after, redactor);
  const outbox = await outboxOf(request.outbox, redactor);
  const leftOut = [...tree.leftOut, ...outbox.leftOut];
  // What a rebase left in conflicted files names commits, which are others each time.
  const expects = request.role === "conflict" ? [] : tree.expects;
  return {
    purpose: request.purpose,
    attempt: request.attempt,
    role: request.role,
    asked: { tier: request.tier, inputs: keptInputs(request, redactor.text) },
    expects,
    changes: tree.changes,
    outbox: outbox.files,
    result: resultOf(result, redactor),
    delayMs: 0,
    ...(tree.hidden || outbox.hidden ? { hidden: true } : {}),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  };
}

async function outboxOf(outbox: string, redactor: Redactor): Promise<{ readonly files: readonly TapeOutboxFile[]; readonly hidden: boolean; readonly leftOut: readonly TapeOmission[] }> {
  const read = await readOutbox(outbox);
  if (read.type === "problems") return { files: [], hidden: false, leftOut: read.problems.map(({ path, message }) => ({ path: `outbox: ${path}`, reason: message })) };
  const files = read.files.map(({ path, text }) => ({ path, text: redactor.text(text) }));
  return { files, hidden: files.some(({ text }, index) => text !== read.files[index]?.text), leftOut: [] };
}

function resultOf(result: AgentResult, redactor: Redactor): TapeResult {
  const { usage, ...said } = result;
  const { durationMs, inputTokens, outputTokens, costUsd, sessionId } = usage;
  const used = Object.fromEntries(Object.entries({ durationMs, inputTokens, outputTokens, costUsd, sessionId }).filter(([, value]) => value !== undefined));
  return hideIn({ ...withoutUnfit(said), usage: used }, redactor.text);
}

/** A tape that is played while another is recorded may not fit: that is no end of an agent. */
function withoutUnfit(said: Omit<AgentResult, "usage">): Omit<TapeResult, "usage"> {
  const { unfit: _unfit, ...rest } = said as Omit<TapeResult, "usage"> & { readonly unfit?: true };
  return rest;
}
