import type { Sha } from "../ids/sha.js";
import type { Problem } from "../problem.js";
import type { AgentRole } from "../roles/role.js";
import type { ModelTier } from "../roles/profile.js";
import type { CancelSignal } from "./processes.js";

/** What one agent run may use up. */
export interface AgentLimits {
  /** Wall clock, milliseconds. */
  readonly timeMs: number;
  /** Milliseconds without a line from the program; absent: no limit. */
  readonly idleMs?: number;
  readonly tokens?: number;
  readonly costUsd?: number;
}

/** A text that a prompt carries, for whoever wants to know what was asked without the words around it. */
export interface AgentInput {
  readonly title: string;
  /** Where it comes from; absent: no file. */
  readonly path?: string;
  readonly text: string;
}

/** What an agent is asked: one run with a fresh context. */
export interface AgentRequest {
  readonly role: AgentRole;
  readonly tier: ModelTier;
  /** What the run is for, unique within a job: `execute-plan 02-01`, `plan-phase 2`. */
  readonly purpose: string;
  /** 1 for the first run for a purpose, 2 and more for runs that got findings back. */
  readonly attempt: number;
  readonly prompt: string;
  /** What the prompt carries: it is all in the prompt. */
  readonly inputs?: readonly AgentInput[];
  /** The folder the agent works in. */
  readonly cwd: string;
  /** The commit that all the work for the purpose rests on, that of runs that were cut off, too; absent: the folder is not put back for it. */
  readonly base?: Sha;
  /** The folder the agent leaves its results in; git ignores it. */
  readonly outbox: string;
  /** The file that gets everything the agent printed. */
  readonly logPath: string;
  readonly limits: AgentLimits;
  /** `edit` unless told. */
  readonly permission?: AgentPermission;
  /** What git's reflogs are to say of what this run moves (`GIT_REFLOG_ACTION`), so that it can be told from what a person moves. */
  readonly reflogAction?: string;
  readonly signal?: CancelSignal;
  readonly onEvent?: (event: AgentEvent) => void;
}

/** Why a run did not end well, as its program says. */
export type AgentTrouble = "not-signed-in" | "usage-limit" | "overload" | "budget" | "context-full" | "interrupted" | "failed";

/** How a program says that its run ended. */
export type AgentEnd = { readonly ok: true } | { readonly ok: false; readonly trouble: AgentTrouble; readonly message: string; readonly resetsAt?: string };

/**
 * What a program's stream tells while it runs: a closed union, whatever the program is. `usage` holds the sums of this run so far;
 * `limit` says that the program itself waits and tries again.
 */
export type AgentEvent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tool"; readonly name: string; readonly state: "started" | "done" | "failed" | "denied"; readonly detail?: string }
  | { readonly type: "file"; readonly path: string }
  | ({ readonly type: "usage" } & Pick<AgentUsage, "inputTokens" | "outputTokens" | "costUsd" | "sessionId">)
  | { readonly type: "limit"; readonly message: string; readonly resetsAt?: string }
  | { readonly type: "error"; readonly message: string }
  | { readonly type: "end"; readonly end: AgentEnd };

/** What an agent may do: look, edit inside its folder, or everything. */
export type AgentPermission = "read-only" | "edit" | "full";

/** What a run used up; what an agent program does not tell stays absent. */
export interface AgentUsage {
  readonly durationMs: number;
  /** All that was read, cached or not. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly costUsd?: number;
  /** The model, as the program calls it. */
  readonly model?: string;
  readonly sessionId?: string;
  readonly logPath?: string;
  /** Bytes of what the program printed that its log does not have, as they were more than a log takes; absent: none. */
  readonly logLeftOut?: number;
}

/**
 * How an agent run ended: a closed union. `completed` says the program ended well, never that its work is good; `denied` names what it wanted to
 * do and was not allowed to. `unfit`: what was to be played was recorded on something else. `lost`: its stream broke off without saying how it ended, whatever its exit code.
 */
export type AgentResult = { readonly usage: AgentUsage } & (
  | { readonly type: "completed"; readonly denied?: readonly string[] }
  | { readonly type: "checkpoint"; readonly message: string }
  | { readonly type: "refused"; readonly message: string; readonly unfit?: true }
  | { readonly type: "limit-reached"; readonly message: string; readonly resetsAt?: string; readonly overload?: true }
  | { readonly type: "budget-exceeded"; readonly message: string }
  | { readonly type: "timed-out"; readonly message: string }
  | { readonly type: "crashed"; readonly message: string }
  | { readonly type: "lost"; readonly message: string }
  | { readonly type: "cancelled"; readonly message: string }
);

/** Runs agents. */
export interface Agents {
  run(request: AgentRequest): Promise<AgentResult>;
  /**
   * Is told what became of a run when what it left was judged: `again` where it is tried once more, `over` where its purpose has come to an end, good or
   * bad. A run that was cut off, or whose runner was before it judged, is never told of: the next runner asks for it anew. Absent: nobody needs to know.
   */
  settle?(run: Pick<AgentRequest, "purpose" | "attempt">, next: "again" | "over"): void;
}

/** One file that an agent left in its outbox. */
export interface OutboxFile {
  /** Relative to the outbox, with `/`; never leaves it. */
  readonly path: string;
  readonly text: string;
}

/** What lay in an outbox: all of its files in the order of their paths, or all that is wrong with them (paths relative to the outbox). */
export type OutboxRead =
  | { readonly type: "read"; readonly files: readonly OutboxFile[] }
  | { readonly type: "problems"; readonly problems: readonly Problem[] };

/** Why an outbox could not be made or removed; nothing outside the working folder was touched. */
export interface OutboxRefusal {
  readonly type: "refused";
  readonly message: string;
}

/** The folders in which agents leave their results: inside the agent's working folder, ignored by git. */
export interface Outbox {
  /** Makes the outbox of a run, empty, and returns its path. `name` is a plain file name. */
  prepare(cwd: string, name: string): Promise<string | OutboxRefusal>;
  /** Reads what an agent left. An outbox that is not there holds nothing. */
  read(outbox: string): Promise<OutboxRead>;
  /** Removes an outbox with all that is in it; one that is not there is no refusal. */
  discard(outbox: string): Promise<"discarded" | OutboxRefusal>;
}
