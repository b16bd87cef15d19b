import type { AgentEvent, AgentPermission, AgentRequest, ModelTier, ProcessInput } from "@dgs/core";

/** How one agent program is started, read and judged. */
export interface ProgramAdapter {
  /** Its name in the configuration: `claude`. */
  readonly name: string;
  /** The name of its native program, to be looked for on PATH. */
  readonly program: string;
  /** The model for each tier, as the program calls it. */
  readonly models: Readonly<Record<ModelTier, string>>;
  /** Names of variables, of a person's environment, that this program needs to sign in and to find its service; nobody else gets them. */
  readonly variables: readonly string[];
  /** Names of files, and with a `/` behind them of folders, that it obeys wherever in the folder they lie, and cannot be kept from; absent: none. */
  readonly alwaysObeyed?: readonly string[];
  /** The same of what it obeys only where it lies in a folder below its own. */
  readonly alwaysObeyedBelow?: readonly string[];
  /** The version that `npm run test:agents` drives; absent: none is driven there. */
  readonly tried?: string;
  readonly signIn: SignInPlaces;
  /** What to start for a request. Pure. */
  readonly launch: (request: AgentRequest, setup: LaunchSetup) => Launch;
  /** Makes the reader of one run's stream. */
  readonly createReader: () => StreamReader;
  /** For programs that write what a run used up into a file instead of telling it in their stream ({@link usageFileOf}): the events in it, which may be any text. Pure, never throws. */
  readonly readUsageFile?: (source: string) => readonly AgentEvent[];
  /** For programs that are talked to while they run: makes the dialogue of one run, which is its reader as well. */
  readonly createDialogue?: (request: AgentRequest, setup: LaunchSetup) => Dialogue;
}

/** Where it shows that a program is signed in, for looking without starting it. */
export interface SignInPlaces {
  /** Variables that sign in by themselves. */
  readonly variables: readonly string[];
  /** Files that hold a sign-in: JSON objects with something in them. */
  readonly files: readonly PersonFile[];
  /** Settings that name another place for it, where a text like this stands in them. */
  readonly hints: readonly (PersonFile & { readonly words: RegExp })[];
  /** Where else it may lie, where nobody can look; `undefined`: nowhere. */
  readonly elsewhere?: (platform: string) => string | undefined;
}

/** A file of a person's, outside of any repository. */
export interface PersonFile {
  /** The variable that names its folder, where it is set. */
  readonly variable?: string;
  /** Its folder below HOME, unless the variable says otherwise. */
  readonly home: string;
  readonly name: string;
}

/** What was decided before a program is started. */
export interface LaunchSetup {
  /** The program to start, with its path where that is known. */
  readonly program: string;
  /** What the program is started with, for adapters that leave it to the configuration. */
  readonly programArguments?: readonly string[];
  readonly model: string;
  readonly permission: AgentPermission;
  /** Commands that may be run without being asked for, as far as the program can tell them apart: `npm test`, `git log`. */
  readonly allowedCommands: readonly string[];
  /** Whether the repository's own hooks, servers and instructions for agents are obeyed. */
  readonly obeysRepository: boolean;
  /** The environment that the program gets: built, never the runner's own. */
  readonly env: Readonly<Record<string, string>>;
}

/** A program to start. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/**
 * Reads the stream of one run. What it does not know is passed over: programs say more with every version. It never throws.
 */
export interface StreamReader {
  /** The events in one line, which is any JSON value. */
  readonly read: (line: unknown) => readonly AgentEvent[];
  /** What follows from the end of the process, for programs that do not say everything in their stream. */
  readonly finish?: (ending: StreamEnding) => readonly AgentEvent[];
}

/** A run that is talked to. It never throws. */
export interface Dialogue extends StreamReader {
  /** Begins it. The input of the program is ended by the dialogue, when the program has answered. */
  readonly open: (input: ProcessInput) => void;
  /** Asks the program to give its turn up and to say so; `false` where it has no turn, so that there is nothing to wait for. */
  readonly cancel: () => boolean;
  /** Takes the beginning of a line that is too long to be read: who waits for an answer to it gets a no. */
  readonly readCut: (beginning: string) => readonly AgentEvent[];
  /** Whether the program has answered: what its process does from then on tells nothing of the run. */
  readonly isOver: () => boolean;
}

/** What is known when the process has ended. */
export interface StreamEnding {
  /** The exit code; `undefined` where it did not exit by itself. */
  readonly code: number | undefined;
  /** The last words of both its outputs. */
  readonly tail: string;
}
