import type { InfrastructureCause } from "./infrastructure.js";
import type { TestReport } from "./test-report.js";

/** How the process of a test command ended. */
export type TestRunEnd =
  | { readonly type: "exited"; readonly code: number }
  | { readonly type: "signalled"; readonly signal: string }
  /** `seconds` is what it had. */
  | { readonly type: "timed-out"; readonly seconds: number }
  | { readonly type: "not-started"; readonly message: string }
  /** `message` says which rule forbids it. */
  | { readonly type: "not-allowed"; readonly message: string };

/** What was seen of a test command that was run. */
export interface TestRunSeen {
  readonly end: TestRunEnd;
  /** The command as it is written, a line for a shell. */
  readonly command: string;
  /** What it printed on stdout and stderr together. */
  readonly output: string;
  /** Whether the front of the output was left out. */
  readonly isCut?: boolean;
}

/**
 * Why an exit code of 0 is not believed: the output says that no test ran (`no-test-ran`), or that something failed (`says-failed`), or there is
 * none though the program is not one that is silent when all is well (`silent`).
 */
export type Suspicion = "no-test-ran" | "says-failed" | "silent";

/** What every verdict says. */
export interface VerdictFacts {
  /** One plain sentence with the numbers, without a full stop: `exit 0; 12 passed, 0 failed (vitest)`. */
  readonly said: string;
  /** What runners counted, where one did. */
  readonly report: TestReport | undefined;
}

/**
 * How a test command came out. Only `passed` is green. `infrastructure` says nothing about the code; `suspicious` is an exit code of 0 that the output
 * speaks against.
 */
export type TestVerdict =
  | (VerdictFacts & { readonly outcome: "passed" })
  | (VerdictFacts & { readonly outcome: "failed" })
  | (VerdictFacts & { readonly outcome: "timed-out" })
  | (VerdictFacts & { readonly outcome: "infrastructure"; readonly cause: InfrastructureCause })
  | (VerdictFacts & { readonly outcome: "suspicious"; readonly suspicion: Suspicion });
