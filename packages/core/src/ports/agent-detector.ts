/** What is found of an agent program without asking a model anything. */
export interface FoundAgent {
  /** The name of its adapter. */
  readonly adapter: string;
  /** What was looked for: a name, or a path. */
  readonly program: string;
  /** `unusable`: it is there, and does not tell its version. */
  readonly state: "found" | "not-found" | "unusable";
  /** Absolute. */
  readonly path?: string;
  readonly version?: string;
  /** The version that the adapter is tried with; absent: it is tried with none. */
  readonly tried?: string;
  /** Whether somebody is signed in, as far as files and the environment tell. */
  readonly signedIn: "yes" | "no" | "unknown";
  /** What tells so: the name of a variable, or a file; where it is unknown, where else a sign-in may lie. */
  readonly signedInBy?: string;
  /** Why it is unusable. */
  readonly message?: string;
}

/** Finds out which agent programs there are. It starts no model call, and it always comes to an end. */
export interface AgentDetector {
  /** Looks for programs, all at the same time: by the name of their adapter, the program to look for. */
  detect(programs: Readonly<Record<string, string>>): Promise<readonly FoundAgent[]>;
  /** The path of a program, by a name that is on PATH or by a path; `undefined` where there is none that could be started. */
  find(program: string): Promise<string | undefined>;
}
