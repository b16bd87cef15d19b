/** What a face was asked with, as far as it decides which ports a command gets. */
export interface Asked {
  /** Options that take a value and were given one: `agent`, `tape` and `record` are looked at. */
  readonly values: Readonly<Record<string, string>>;
  /** A program that is to be the agent, with its arguments; empty where none was named. */
  readonly program: readonly string[];
  readonly io: {
    /** Absolute; what relative paths of `values` and `program` count from. */
    readonly cwd: string;
    readonly env: Environment;
  };
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;
