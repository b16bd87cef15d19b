import type { AgentInput, AgentResult, AgentRole, ModelTier } from "@dgs/core";

/** A file as an agent left it: a text, other bytes as base64, or deleted. Paths are relative to the folder it worked in, with `/`. */
export type TapeChange =
  | { readonly path: string; readonly text: string; readonly executable?: true }
  | { readonly path: string; readonly base64: string; readonly executable?: true }
  | { readonly path: string; readonly delete: true };

/** What a file has to be before a run is played: exactly this text, these bytes, or not there. */
export type TapeExpectation =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly sha256: string }
  | { readonly path: string; readonly absent: true };

/** A file that the agent left in its outbox. */
export interface TapeOutboxFile {
  readonly path: string;
  readonly text: string;
}

/** How the run ended, and what it used up. */
export interface TapeResult {
  readonly type: AgentResult["type"];
  readonly message?: string;
  /** For `completed`: what it wanted to do and was not allowed to. */
  readonly denied?: readonly string[];
  /** For `limit-reached`: the service had too much to do. */
  readonly overload?: true;
  /** For `limit-reached`: when the limit ends, ISO 8601. */
  readonly resetsAt?: string;
  readonly usage?: {
    readonly durationMs?: number;
    readonly inputTokens?: number;
    readonly outputTokens?: number;
    readonly costUsd?: number;
    readonly sessionId?: string;
  };
}

/** What an agent was asked when its run was recorded; absent in tapes that people write. */
export interface TapeQuestion {
  readonly tier?: ModelTier;
  /** The texts that its prompt carried, secrets hidden; the folder that all worktrees lie in is written as `<folder>`. */
  readonly inputs: readonly AgentInput[];
}

/** Something that a run left and a tape cannot hold. */
export interface TapeOmission {
  readonly path: string;
  readonly reason: string;
}

/** One run of an agent, found by its purpose and attempt. Those that have the same are played in the order in which they stand. */
export interface TapeEntry {
  readonly purpose: string;
  /** 1 for the first run for a purpose. */
  readonly attempt: number;
  /** The role it was recorded for; a request for another one is refused. */
  readonly role?: AgentRole;
  readonly asked?: TapeQuestion;
  readonly expects: readonly TapeExpectation[];
  readonly changes: readonly TapeChange[];
  readonly outbox: readonly TapeOutboxFile[];
  readonly result: TapeResult;
  /** Milliseconds that playing it takes. */
  readonly delayMs: number;
  /** Secrets were hidden in what it left: played back, `[hidden]` stands there. */
  readonly hidden?: true;
  readonly leftOut?: readonly TapeOmission[];
  /** Its work was cut off behind it, and a later entry has what was done from the beginning: it is kept, and not played. */
  readonly cutOff?: true;
}

/** A file as it was before a run: what tells two states apart. */
export interface TapeFile {
  readonly path: string;
  readonly kind: "file" | "link" | "other";
  /** The sha256 of its bytes, or where a link leads. */
  readonly content: string;
  readonly executable?: true;
}

/** Work that was asked for while a tape was recorded and has not come to its end: whoever goes on recording needs to know where it began. */
export interface TapeOpen {
  readonly purpose: string;
  /** The folder that it was done in, absolute. */
  readonly cwd: string;
  /** The commit that it rests on. */
  readonly base?: string;
  readonly asked: TapeQuestion;
  /** The files of the folder before it began. */
  readonly before: readonly TapeFile[];
  /** How many of the last entries of its purpose are tries of it. */
  readonly tries: number;
}

/** Runs of agents that can be played instead of running any. Version 2 has entries of one purpose and attempt more than once, entries that were cut off, and what is open. */
export interface Tape {
  readonly version: 1 | 2;
  readonly name: string;
  readonly entries: readonly TapeEntry[];
  /** Nothing of it is played. */
  readonly open?: readonly TapeOpen[];
}
