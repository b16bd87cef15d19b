import type { Io } from "./io.js";

/** A command line that was understood. */
export interface ParsedCall {
  readonly type: "call";
  readonly command: string;
  /** Operands by name; an optional one that was not given is absent. */
  readonly operands: Readonly<Record<string, string>>;
  /** Options that take a value and were given one. */
  readonly values: Readonly<Record<string, string>>;
  /** Options without a value that were given. */
  readonly flags: ReadonlySet<string>;
  /** What stood behind `--`. */
  readonly program: readonly string[];
}

/** What a command is called with. */
export interface Call extends ParsedCall {
  readonly io: Io;
  /** Of this program. */
  readonly version: string;
}
