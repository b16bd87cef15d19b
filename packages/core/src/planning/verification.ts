import type { PlanId } from "../ids/plan-id.js";
import type { Problem } from "../problem.js";

/** What a verification came to. */
export type VerificationStatus = "passed" | "gaps_found" | "human_needed" | "unknown";

/** One thing that a verification found missing or wrong. */
export interface VerificationGap {
  readonly truth: string;
  readonly status: string | undefined;
  readonly reason: string | undefined;
  readonly artifacts: readonly { readonly path: string; readonly issue: string | undefined }[];
  readonly missing: readonly string[];
}

/** One thing that only a person can judge. */
export interface HumanCheck {
  readonly test: string;
  readonly expected: string | undefined;
  readonly why: string | undefined;
}

/** A phase's `VERIFICATION.md`. */
export interface Verification {
  readonly path: string;
  readonly status: VerificationStatus;
  readonly score: string | undefined;
  readonly gaps: readonly VerificationGap[];
  readonly human: readonly HumanCheck[];
  /** The plans that the verification looked at, where it says so. */
  readonly verifiedPlans: readonly PlanId[] | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a verification. */
export declare function readVerification(source: string, path: string): Verification;
