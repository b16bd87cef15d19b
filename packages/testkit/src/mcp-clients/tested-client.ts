import type { ProgramPlace, ProgramSetup } from "../agent-contract/tested-program.js";
import type { ToolCall } from "../model-server/step.js";

/** A program that people drive DGS's MCP server with, as it is tried: without a person, and with a scripted model. */
export interface TestedClient {
  readonly name: ClientName;
  /** What it is set up with for the scripted model server. */
  readonly setup: (place: ProgramPlace) => ProgramSetup;
  /** What a person gives it besides, so that it calls the server's tools without a question, and ends a call that takes too long. */
  readonly allow: (wish: ClientWish) => ClientChange;
  readonly arguments: (prompt: string) => readonly string[];
  /** Of a tool that looks (`overview`), one that writes planning files (`create_job`), one that has agents work, and one that takes something away: those that it calls without a person's leave. */
  readonly needsNoLeave: readonly string[];
  /** What it does without a person when the server asks one: nothing, as it is never asked; it closes the question; or it says no. */
  readonly confirms: "nobody" | "closes it" | "says no";
  /** Whether it can be told how long to wait for a call. */
  readonly givesUp: boolean;
  /** How its model calls a tool of the server. */
  readonly call: (tool: string, input: object) => ToolCall;
  /** How a person types a slash command of the server; absent: it takes none without a terminal. */
  readonly slash?: (command: string, argument: string) => string;
  /** How its model looks for a tool that the client keeps back; absent: it offers all from the beginning. */
  readonly find?: (tool: string) => ToolCall;
}

/** The clients that are tried, by the names of their programs. */
export type ClientName = "claude" | "codex" | "gemini" | "opencode" | "copilot";

/** What a person may want of a client. */
export interface ClientWish {
  /** Whether the tools that change something are called without a question, too. */
  readonly approves: boolean;
  /** Seconds after which a call is given up; absent: as the client has it. */
  readonly callSeconds?: number;
  /** Whether it begins only once its servers are there, where it does not always. */
  readonly waits?: boolean;
}

/** What brings that about. */
export interface ClientChange {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Options of `dgs install`. */
  readonly install?: readonly string[];
  /** Keys that go into the server's entry by hand, and the file that has it, below the client's HOME. */
  readonly entry?: { readonly file: string; readonly keys: Readonly<Record<string, unknown>> };
}
