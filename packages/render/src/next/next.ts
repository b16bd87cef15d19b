import type { NextCommand } from "@dgs/runtime";

/** The command to go on with, and perhaps another one that is as good. */
export interface Next extends NextCommand {
  readonly or?: NextCommand;
}

/** What the next command depends on besides the report. */
export interface NextContext {
  /** Whether there is a planning folder. */
  readonly hasPlanning: boolean;
  /** The call itself without `--dry-run`, as it is typed; absent where the report is of no command line. */
  readonly again?: string;
  /** Options with a value that were given. */
  readonly values?: Readonly<Record<string, string>>;
}
