import type { ProgramAdapter } from "@dgs/agents";
import type { AgentEvent, AgentResult } from "@dgs/core";

/** An agent program as the contract tries it. */
export interface TestedProgram {
  readonly adapter: ProgramAdapter;
  /** What it is started with, where the adapter leaves that to the configuration. */
  readonly programArguments?: readonly string[];
  /** What it is set up with for the scripted model server: as a person would set it up for a service of theirs. */
  readonly setup: (place: ProgramPlace) => ProgramSetup;
  /** Whether it tells the tokens of a run. */
  readonly tellsTokens: boolean;
  /** Whether it says of a command that failed that it was done. */
  readonly hidesExitCodes?: boolean;
  /** Whether it tells of a tool only when it has ended. */
  readonly tellsNoStarts?: boolean;
  /** Whether it runs every command, each in a sandbox that keeps it in its folder. */
  readonly sandboxesCommands?: boolean;
  /** Whether it can be kept from all files but those of the outbox. */
  readonly looksOnly?: boolean;
}

/** Where a program is tried. */
export interface ProgramPlace {
  /** The address of the scripted model server. */
  readonly url: string;
  /** Its HOME. */
  readonly home: string;
}

/** Settings of a program. */
export interface ProgramSetup {
  readonly env: Readonly<Record<string, string>>;
  /** Files below its HOME. */
  readonly files?: Readonly<Record<string, string>>;
  /** The model of every tier, where the adapter's own is not one that the server can stand in for. */
  readonly model?: string;
}

/** What a run came to. */
export interface ProgramRun {
  readonly result: AgentResult;
  readonly events: readonly AgentEvent[];
}
