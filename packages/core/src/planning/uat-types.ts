import type { Problem } from "../problem.js";
import type { Position } from "../text/lines.js";

/** How a test of a UAT file came out. */
export type UatResult = "pass" | "issue" | "pending" | "skipped" | "blocked" | "unknown";

/** One test of a UAT file. */
export interface UatTest {
  readonly number: number;
  readonly name: string;
  readonly expected: string | undefined;
  readonly result: UatResult;
  readonly reported: string | undefined;
  readonly severity: string | undefined;
  readonly reason: string | undefined;
  readonly blockedBy: string | undefined;
  /** The test command, where DGS ran one; a test without is a person's. */
  readonly command: string | undefined;
  /** The exit code of the command when it last ran. */
  readonly exit: number | undefined;
  /** What it was made from, as whoever made it wrote it. */
  readonly source: string | undefined;
  readonly at: Position;
}

/** One gap of a UAT file. */
export interface UatGap {
  readonly id: string | undefined;
  readonly truth: string;
  /** `failed`, `resolved` and the like, as it is written. */
  readonly status: string | undefined;
  readonly reason: string | undefined;
  readonly severity: string | undefined;
  /** The number of the test that showed it. */
  readonly test: number | undefined;
  readonly source: string | undefined;
  readonly gapType: string | undefined;
  readonly rootCause: string | undefined;
  readonly missing: readonly string[];
  readonly at: Position;
}

/** A phase's `UAT.md`, or the human items of its verification in `HUMAN-UAT.md`. */
export interface Uat {
  readonly path: string;
  /** `status:` in small letters. */
  readonly status: string | undefined;
  /** The file as a whole says that nothing is open: passed, complete, resolved, or all_pass. */
  readonly closed: boolean;
  readonly phaseText: string | undefined;
  readonly tests: readonly UatTest[];
  readonly gaps: readonly UatGap[];
  readonly problems: readonly Problem[];
}

/** A test that is still to be written into a UAT file; its number is given there. */
export interface NewUatTest {
  readonly name: string;
  readonly expected: string;
  readonly result: Exclude<UatResult, "unknown">;
  readonly reported?: string;
  readonly severity?: string;
  readonly reason?: string;
  readonly blockedBy?: string;
  readonly command?: string;
  readonly exit?: number;
  readonly source?: string;
}

/** A gap that is still to be written into a UAT file. */
export interface NewUatGap {
  readonly id: string;
  readonly truth: string;
  readonly status: string;
  readonly reason?: string;
  readonly severity?: string;
  readonly test?: number;
  readonly source?: string;
  readonly gapType?: string;
  readonly rootCause?: string;
  readonly missing?: readonly string[];
}

/** What changes of a test: `null` takes a line out, an absent key leaves it. */
export interface UatTestChange {
  readonly number: number;
  readonly result?: Exclude<UatResult, "unknown">;
  readonly reported?: string | null;
  readonly severity?: string | null;
  readonly reason?: string | null;
  readonly blockedBy?: string | null;
  readonly exit?: number | null;
}

/** What changes of a gap. */
export interface UatGapChange {
  readonly id: string;
  readonly status?: string;
  readonly rootCause?: string;
}

/** The test that is next: what the part `Current Test` of a UAT file points at. */
export interface UatPointer {
  readonly number: number;
  readonly name: string;
  readonly expected: string;
}

/** What is to be written into a UAT file. */
export interface UatChange {
  readonly status?: string;
  /** ISO 8601. */
  readonly updated?: string;
  readonly tests?: readonly UatTestChange[];
  readonly newTests?: readonly NewUatTest[];
  readonly gaps?: readonly UatGapChange[];
  readonly newGaps?: readonly NewUatGap[];
  /** What the part `Current Test` says from now on, in a file that has one; `complete`: no test is left. */
  readonly current?: UatPointer | "complete";
}
