import { realpathSync } from "node:fs";
import type { AgentRequest, AgentResult, Agents, Git } from "@dgs/core";
import { createRedactor, type Redactor } from "@dgs/process";
import { readOutbox } from "../outbox/read-outbox.js";
import type { TapeEntry, TapeOmission, TapeOutboxFile, TapeResult } from "../replay/tape.js";
import { keptInputs } from "../replay/unfit-input.js";
import { hideIn } from "../without-secrets.js";
import { type Snapshot, snapshotTree } from "./snapshot-tree.js";
import type { RecordedRun } from "./recorded-runs.js";
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
 * Makes agents that work as others do and puts each of their runs on a tape, in the order in which they are asked: what it was asked, which files of its folder it
 * changed, what it left in the outbox, how it ended and what it used up, with secrets hidden.
 *
 * A run that was cut off (cancelled, or killed with its runner) is on the tape together with the one that takes its work up. Where a run cannot be recorded its work
 * counts all the same, and whoever watches is told.
 */
export function createRecordingAgents(options: RecordingAgentsOptions): Agents {
  const redactor = createRedactor(process.env);
  return {
    async run(request) {
      const begun = await begin(options, request, redactor);
      const result = await options.agents.run(request).catch((error: unknown) => {
        if (typeof begun !== "string") tell(request, () => { begun.drop(); });
        throw error;
      });
      if (typeof begun === "string") tell(request, () => { throw new Error(begun); });
      else if (result.type === "cancelled") tell(request, () => { begun.drop(); });
      else await record(options, request, begun, result, redactor);
      return result;
    },
    settle(run, next) {
      options.agents.settle?.(run, next);
      // What cannot be written now is written with the next run; who watches has been told of a full disk by then.
      if (next === "over") attempt(() => { options.tape.settle(run.purpose); });
    },
  };
}

type Begun = RecordedRun & { readonly now: Snapshot };

/** A text: why the run cannot be recorded. */
async function begin(options: RecordingAgentsOptions, request: AgentRequest, redactor: Redactor): Promise<Begun | string> {
  const now = await snapshot(options, request);
  if (typeof now === "string") return now;
  try {
    return { now, ...options.tape.begin({ ...request, asked: { tier: request.tier, inputs: keptInputs(request, redactor.text) }, now }) };
  } catch (error) {
    return messageOf(error);
  }
}

async function record(options: RecordingAgentsOptions, request: AgentRequest, begun: Begun, result: AgentResult, redactor: Redactor): Promise<void> {
  const entry = await entryOf(options, request, begun, result, redactor).catch(messageOf);
  tell(request, () => {
    if (typeof entry === "string") throw new Error(entry);
    begun.end(entry);
  });
}

/** Does something that a run does not depend on; where it fails, whoever watches is told. */
function tell(request: AgentRequest, work: () => void): void {
  const failed = attempt(work);
  if (failed !== undefined) request.onEvent?.({ type: "error", message: `the run could not be recorded: ${failed}` });
}

/** Why it failed. */
function attempt(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Looks at the folder of a run; a text: why it could not be looked at. */
async function snapshot({ git }: RecordingAgentsOptions, { cwd }: AgentRequest, earlier?: Snapshot): Promise<Snapshot | string> {
  try {
    const top = await git.topLevel(cwd);
    const isTop = typeof top === "string" && realpathSync(top) === realpathSync(cwd);
    const ignored = isTop ? await git.listIgnored(cwd) : [];
    return "type" in ignored ? ignored.message : await snapshotTree(cwd, ignored, earlier);
  } catch (error) {
    return messageOf(error);
  }
}

async function entryOf(options: RecordingAgentsOptions, request: AgentRequest, { now, before, asked }: Begun, result: AgentResult, redactor: Redactor): Promise<TapeEntry> {
  const after = await snapshot(options, request, now);
  if (typeof after === "string") throw new Error(after);
  const tree = await treeChanges(request.cwd, workIn(request, before), workIn(request, after), redactor);
  const outbox = await outboxOf(request.outbox, redactor);
  const leftOut = [...tree.leftOut, ...outbox.leftOut];
  // What a rebase left in conflicted files names commits, which are others each time.
  const expects = request.role === "conflict" ? [] : tree.expects;
  return {
    purpose: request.purpose,
    attempt: request.attempt,
    role: request.role,
    asked,
    expects,
    changes: tree.changes,
    outbox: outbox.files,
    result: resultOf(result, redactor),
    delayMs: 0,
    ...(tree.hidden || outbox.hidden ? { hidden: true } : {}),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  };
}

/** Beside an agent that only looks DGS writes what others like it have left into the planning folder: that is no work of it. */
function workIn({ permission }: AgentRequest, files: Snapshot): Snapshot {
  return permission === "read-only" ? new Map([...files].filter(([file]) => !/(?:^|\/)\.(?:planning|gsd)\//.test(file))) : files;
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
