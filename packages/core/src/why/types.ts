import type { Evidence } from "./evidence.js";

/**
 * How something stands, in one word. `done`; `skipped`: it counts as done and nothing had to be done; `ready`: the next run starts it; `running`; `waiting`: for a
 * person, for others before it, or for a usage limit; `cut-off`: its runner was killed or stopped, and the next run takes it up; `failed`; `blocked`: no run goes on before something
 * is mended; `given-up`.
 */
export type WhyVerdict = "done" | "skipped" | "ready" | "running" | "waiting" | "cut-off" | "failed" | "blocked" | "given-up";

/** What a reason is about. */
export type ReasonKind =
  | "agents"
  | "apart"
  | "approval"
  | "audit"
  | "budget"
  | "checkpoint"
  | "comes-after"
  | "commit"
  | "cycles"
  | "discussion"
  | "document"
  | "gap"
  | "given-up"
  | "human-needed"
  | "job"
  | "log"
  | "no-plans"
  | "no-runner"
  | "phase"
  | "plan"
  | "problem"
  | "runner"
  | "stage"
  | "step"
  | "summary"
  | "test"
  | "tick"
  | "turn"
  | "usage-limit"
  | "verification"
  | "wave";

/** Why something stands as it does: one sentence, where it was read, and what is behind it, down to a fact that stands for itself. */
export interface Reason {
  readonly what: ReasonKind;
  /** One sentence without a full stop. */
  readonly says: string;
  readonly at?: Evidence;
  /** What a person has to do about it before any command helps. */
  readonly remedy?: string;
  readonly because: readonly Reason[];
}

/** How something stands, and why. Every verdict has a reason. */
export interface Explanation {
  readonly verdict: WhyVerdict;
  readonly reasons: readonly Reason[];
}

/** Who holds the runner lock of a milestone. */
export interface SeenRunner {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  /** The lock file. */
  readonly at: Evidence;
}
