import type { InputRequest, InputResponseView } from "@modelcontextprotocol/server";

/** What only a client can give: what a person types, what its model says, the folders that it works in. */
export type ClientAbility = "elicitation" | "sampling" | "roots";

/** How much a line of the log matters. */
export type LogLevel = "debug" | "info" | "warning" | "error";

/** What goes on, for a client that shows it. */
export interface Progress {
  readonly message: string;
  /** Rises with every notification of a call. */
  readonly done: number;
  readonly total?: number;
}

/**
 * A call cannot be answered before the client has given something. It is made again with what was given: a revision since 2026-07-28 lets the client do that, and for older ones the
 * server asks the client meanwhile. A client that cannot give it is told so; look at `can` before, as nothing may depend on it.
 */
export interface Needing {
  readonly type: "needing";
  /** What is asked for, by names of the caller's own; made by `inputRequired.elicit` and its like. */
  readonly requests: Readonly<Record<string, InputRequest>>;
  /** What the call wants to know when it is made again, as JSON. It goes to the client and back, signed: readable there, and not to be changed. */
  readonly state?: unknown;
}

/** What a tool or a prompt is called with besides its input. */
export interface ClientCall {
  /** Fires when the client gives the call up, or is gone. */
  readonly signal: AbortSignal;
  /** Tells what goes on; nothing where the client did not ask for progress. Never throws. */
  readonly tell: (progress: Progress) => Promise<void>;
  /** Sends a line for the client's log; nothing where it wants none of that level. Never throws. */
  readonly log: (level: LogLevel, message: string) => Promise<void>;
  /** Whether the client says that it can give this. */
  readonly can: (ability: ClientAbility) => boolean;
  /** What was given for a request of that name; `missing` before, and where it is not what the protocol has for an answer. A person's input is not checked. */
  readonly given: (name: string) => InputResponseView;
  /** What this very tool or prompt said it wants to know again; `undefined` in a first call. */
  readonly state: unknown;
  /** Over HTTP: ends the connection that the answer is waited for on. The client comes back for it, so that a long call needs no connection of hours. */
  readonly letGo: () => void;
}
