import { lstatSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ProcessResult } from "@dgs/core";
import { type Disk, isErrno, readBytes } from "../disk.js";
import { failed, type WorkContext, type WorkFailure } from "./context.js";
import type { CodeRepo } from "./repos.js";
import { setupArguments } from "./setup-arguments.js";
import { splitCommand } from "./split-command.js";

/** How long a setup may take, in milliseconds. (formats.md 20) */
const SETUP_MS = 5 * 60_000;

/** The folder of DGS in a worktree; git ignores it. */
const FOLDER = ".dgs";
/** Says which setup command was carried out in the worktree to its end. */
const MARK = "setup.json";
const LOG = "setup.log";

/** A worktree that is to be prepared. */
export interface SetupInput {
  readonly repo: Pick<CodeRepo, "name" | "setup">;
  /** Absolute. */
  readonly path: string;
  /** What it is of, for the command: `v1.1`, `fix-auth`. */
  readonly slug: string;
  /** Also when it was carried out already. */
  readonly again?: boolean;
  /** Milliseconds; {@link SETUP_MS} unless told. */
  readonly deadlineMs?: number;
}

/** A worktree that is prepared. `ran`: just now; otherwise it was before, or the repo has no setup command. */
export interface SetupDone {
  readonly type: "ready";
  readonly ran: boolean;
  /** Everything the command printed; present when it ran. */
  readonly logPath?: string;
  readonly durationMs?: number;
}

type SetupContext = Pick<WorkContext, "signal" | "onEvent"> & { readonly ports: Pick<WorkContext["ports"], "processes" | "disk" | "outbox" | "testEnv"> };

/**
 * Runs the setup command that REPOS.md has for a repo in a worktree of it, once: in that folder, with the slug and the folder as arguments,
 * without a shell where it can be split, at most five minutes, without secrets in its environment, its output in a log.
 *
 * That it came to its end is written down beside what it made (`.dgs/setup.json`), last of all: one that failed or was cut off runs again
 * next time, and so does one whose command has changed or whose files were cleaned away. A failure leaves the worktree as it is. (formats.md 20)
 */
export async function setupWorktree(context: SetupContext, input: SetupInput): Promise<SetupDone | WorkFailure> {
  const { setup } = input.repo;
  if (setup === undefined) return { type: "ready", ran: false };
  const folder = join(input.path, FOLDER);
  const mark = join(folder, MARK);
  const wanted = `${JSON.stringify({ version: 1, command: createHash("sha256").update(setup).digest("hex") })}\n`;
  if (input.again !== true && isMarked(folder, mark, wanted)) return { type: "ready", ran: false };
  const prepared = await prepareFolder(context, input, folder);
  if (typeof prepared === "object") return prepared;
  const result = await run(context, input, setup, prepared);
  const failure = failureOf(input, setup, prepared, result);
  if (failure !== undefined) return failure;
  writeMark(context, folder, mark, wanted);
  context.onEvent({ type: "note", text: `setup of ${input.path} done in ${String(Math.round(result.durationMs / 1000))} s${leftNote(result)}` });
  return { type: "ready", ran: true, logPath: prepared, durationMs: result.durationMs };
}

function isMarked(folder: string, mark: string, wanted: string): boolean {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  const found = lstatSync(mark, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > 1024) return false;
  return Buffer.from(readBytes(mark) ?? []).toString("utf8") === wanted;
}

/** Makes the folder for the log, which git ignores, takes an old log and the mark away, and returns the log's path. */
async function prepareFolder(context: SetupContext, input: SetupInput, folder: string): Promise<string | WorkFailure> {
  const { disk, outbox } = context.ports;
  // The outbox knows how `.dgs` is made so that git ignores it, and refuses links that lead elsewhere.
  const made = await outbox.prepare(input.path, "setup");
  if (typeof made === "object") return failed("internal", `the setup of ${input.repo.name} cannot start: ${made.message}`);
  await outbox.discard(made);
  const logs = join(folder, "logs");
  if (lstatSync(logs, { throwIfNoEntry: false })?.isDirectory() === false) return failed("internal", `the setup of ${input.repo.name} cannot start: ${logs} is no folder, or only a link to one: move it away`);
  disk.makeFolder(logs);
  const log = join(logs, LOG);
  // A log is written behind what is there, through a link, too.
  for (const file of [log, join(folder, MARK)]) removeIfThere(disk, file);
  return log;
}

function removeIfThere(disk: Disk, file: string): void {
  try {
    disk.remove(file);
  } catch (error) {
    if (!isErrno(error, "ENOENT")) throw error;
  }
}

function run(context: SetupContext, input: SetupInput, setup: string, logPath: string): Promise<ProcessResult> {
  const { processes, testEnv } = context.ports;
  const command = splitCommand(setup);
  const env = { ...testEnv, DGS_WORKTREE: input.path };
  context.onEvent({ type: "note", text: `setup of ${input.path}: ${setup}` });
  return processes.run({ program: command.program, args: setupArguments(command, input.slug, input.path), cwd: input.path, env, deadlineMs: input.deadlineMs ?? SETUP_MS, logPath, signal: context.signal });
}

function failureOf(input: SetupInput, setup: string, log: string, result: ProcessResult): WorkFailure | undefined {
  const command = `the setup command of ${input.repo.name} (\`${setup}\`)`;
  const next = `See ${log}; the worktree stays, and the next run sets it up again`;
  switch (result.type) {
    case "exited":
      return result.code === 0 ? undefined : failed("failed", `${command} ended with exit code ${String(result.code)}. ${next}`);
    case "signalled":
      return failed("failed", `${command} was ended by ${result.signal}. ${next}`);
    case "timed-out":
      return failed("timed-out", `${command} was not done after ${String((input.deadlineMs ?? SETUP_MS) / 1000)} s. ${next}`);
    case "not-started":
      return failed("usage", `${command} could not be started: ${result.message}. Correct the column Setup of REPOS.md`);
    case "cancelled":
      return { type: "interrupted" };
  }
}

function writeMark({ ports: { disk } }: SetupContext, folder: string, mark: string, text: string): void {
  const draft = `${mark}.new`;
  removeIfThere(disk, draft);
  disk.writeNew(draft, Buffer.from(text), 0o644);
  disk.rename(draft, mark);
  disk.syncFolder(folder);
}

function leftNote({ leftovers }: ProcessResult): string {
  return leftovers === 0 ? "" : `; ${String(leftovers)} processes that it left running were ended`;
}
