import type { Problem } from "../problem.js";
import type { TextEdit } from "../text/edit.js";

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
  /** The test command, where DGS ran one. */
  readonly command: string | undefined;
  readonly exit: number | undefined;
}

/** One gap of a UAT file. */
export interface UatGap {
  readonly id: string | undefined;
  readonly truth: string;
  readonly status: string | undefined;
  readonly reason: string | undefined;
  readonly severity: string | undefined;
  readonly test: number | undefined;
  readonly source: string | undefined;
}

/** A phase's `UAT.md`. */
export interface Uat {
  readonly path: string;
  readonly status: string | undefined;
  readonly tests: readonly UatTest[];
  readonly gaps: readonly UatGap[];
  readonly problems: readonly Problem[];
}

/** Reads a UAT file. */
export declare function readUat(source: string, path: string): Uat;

/** Returns the edits that write results into a UAT file. */
export declare function uatEdits(source: string, update: { readonly status?: string }): TextEdit[];
