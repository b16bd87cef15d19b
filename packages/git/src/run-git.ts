import type { GitRefusal, Processes, ProcessResult, ProcessSpec } from "@dgs/core";
import { type GitCallKind, gitEnvironment } from "./environment.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";

/** Bytes of output that are kept at first; that is enough for nearly every command, and the memory is taken at once. */
const USUAL_OUTPUT = 1024 * 1024;

/** Bytes of output that a reading command may print; more is a refusal, never half an answer. */
const MAX_OUTPUT = 512 * 1024 * 1024;

/**
 * Configuration that every command gets: no helper of git's may live on in the background, where it would be ended with
 * the command's other descendants (half-way through a repacking, say).
 */
const QUIET = ["-c", "core.fsmonitor=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false"];

/** What git's reflog says of a move that DGS made, so that it can be told from one of a person or an agent. */
export const DGS_ACTION = "dgs";

/** One git command: an argument vector, and the folder it works in. */
export interface GitCall {
  readonly tree: string;
  readonly args: readonly string[];
  readonly stdin?: string;
  /** `read` takes no lock that it can do without; `hooks` runs the user's programs; `write` unless told. */
  readonly kind?: GitCallKind;
  /** The index to use instead of the tree's own. */
  readonly indexFile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A git command that ran to its end: `printed` is stdout and stderr together. */
export interface GitAnswer {
  readonly type: "ran";
  readonly code: number;
  readonly stdout: string;
  readonly printed: string;
}

/** Runs one git command; a command that could not be run to its end is a refusal, whatever its exit code would have been. */
export type RunGit = (call: GitCall) => Promise<GitAnswer | GitRefusal>;

/** What {@link createRunGit} needs. */
export interface RunGitOptions {
  readonly processes: Processes;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until a git command is ended. */
  readonly deadlineMs: number;
}

/** Makes the function that runs git commands. */
export function createRunGit(options: RunGitOptions): RunGit {
  return async (call) => {
    if (call.args.some((argument) => argument.includes("\0"))) return refuse("bad-name", "a name with a NUL character in it");
    let kept = USUAL_OUTPUT;
    let result = await options.processes.run(specOf(call, options, kept));
    // What was cut off can be asked for again, as reading changes nothing. The answer may have grown meanwhile.
    while (call.kind === "read" && result.type === "exited" && result.outputBytes > kept && result.outputBytes <= MAX_OUTPUT) {
      kept = Math.min(MAX_OUTPUT, result.outputBytes + USUAL_OUTPUT);
      result = await options.processes.run(specOf(call, options, kept));
    }
    return answerOf(result, call);
  };
}

function specOf(call: GitCall, options: RunGitOptions, tailBytes: number): ProcessSpec {
  const index = call.indexFile === undefined ? {} : { GIT_INDEX_FILE: call.indexFile };
  return {
    program: "git",
    args: [...QUIET, ...call.args],
    cwd: call.tree,
    env: { ...gitEnvironment(options.env, call.kind ?? "write"), GIT_REFLOG_ACTION: DGS_ACTION, ...call.env, ...index },
    stdin: call.stdin ?? "",
    deadlineMs: options.deadlineMs,
    tailBytes,
  };
}

/** Runs a git command and returns its stdout; any exit code but 0 is a refusal. */
export async function askGit(run: RunGit, call: GitCall): Promise<string | GitRefusal> {
  const answer = await run(call);
  if (isRefusal(answer)) return answer;
  return answer.code === 0 ? answer.stdout : refusalOf(answer.printed);
}

/** Returns stdout without its last line feed; a path may end in white space that belongs to it. */
export function lineOf(stdout: string): string {
  return stdout.replace(/\n$/, "");
}

function answerOf(result: ProcessResult, call: GitCall): GitAnswer | GitRefusal {
  const command = `git ${call.args[0] ?? ""}`;
  switch (result.type) {
    case "exited":
      if (call.kind === "read" && result.outputBytes > MAX_OUTPUT) return refuse("other", `${command} printed more than ${String(MAX_OUTPUT)} bytes`);
      return { type: "ran", code: result.code, stdout: result.stdoutTail, printed: result.tail };
    case "signalled":
      return refuse("other", `${command} was ended by ${result.signal}\n${result.tail}`);
    case "timed-out":
      return refuse("other", `${command} took too long and was ended\n${result.tail}`);
    case "cancelled":
      return refuse("other", `${command} was cancelled\n${result.tail}`);
    case "not-started":
      return notStarted(result.reason, result.message, call.tree);
  }
}

function notStarted(reason: "not-found" | "not-executable" | "bad-cwd" | "other", message: string, tree: string): GitRefusal {
  if (reason === "bad-cwd") return refuse("not-a-repository", `there is no folder ${tree}`);
  if (reason === "not-found") return refuse("git-not-found", "the program git was not found on the PATH; install git and try again");
  return refuse("other", `git could not be started: ${message}`);
}
