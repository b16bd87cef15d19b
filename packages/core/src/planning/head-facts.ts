import { findFrontMatter } from "../markdown/front-matter-range.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import type { VerificationStatus } from "./verification.js";

/** What a summary is worth: only a `valid` one completes its plan. */
export type SummaryVerdict = "valid" | "missing" | "unreadable" | "empty" | "template" | "halted";

const STATUS_KEY = /^["']?status["']?[ \t]*:[ \t]*([^\r\n]*)/gm;
const UNFINISHED = new Set(["halted", "blocked", "failed", "aborted", "incomplete", "partial", "in-progress", "in_progress", "in progress", "pending", "draft"]);
/** Not "be filled" anywhere: a summary may speak of forms. */
const TEMPLATE = /^[ \t>*_[-]*to be filled\b/im;

/** Returns the `status:` of a text's front matter in small letters; `undefined` where there is none. */
export function headStatus(head: string): string | undefined {
  // Thousands of heads pass here, and most have no status: the text is only read closely where the word occurs.
  if (!head.includes("status")) return undefined;
  const range = findFrontMatter(head);
  if (range === undefined) return undefined;
  let found: string | undefined;
  for (const match of head.slice(range.start, range.end).matchAll(STATUS_KEY)) found = match[1];
  if (found === undefined) return undefined;
  const word = found.trimEnd();
  if (/^[A-Za-z_-]+$/.test(word)) return word.toLowerCase();
  // Quotes, comments and values on the next line are for the reader that knows them all.
  const value = readFrontMatter(head).entries.get("status")?.value;
  return value?.kind === "scalar" ? value.text.trim().toLowerCase() : "";
}

/** Judges a summary by its first lines, or by all of it. `undefined` stands for a file that could not be read. */
export function judgeSummary(head: string | undefined): SummaryVerdict {
  if (head === undefined) return "unreadable";
  if (!/[^\s\uFEFF]/.test(head)) return "empty";
  if (UNFINISHED.has(headStatus(head) ?? "")) return "halted";
  return /be filled/i.test(head) && TEMPLATE.test(head) ? "template" : "valid";
}

/** Whether a plan was given up: such a plan leaves all counts. */
export function isSuperseded(head: string | undefined): boolean {
  return head !== undefined && headStatus(head) === "superseded";
}

/**
 * Reads a verification's status word; every word but the four that DGS knows is `unknown`, also `verified` and
 * `complete`, which nobody has defined. `failed` is a way to say that gaps were found.
 */
export function parseVerificationStatus(word: string | undefined): VerificationStatus {
  switch (word?.trim().toLowerCase()) {
    case "passed": return "passed";
    case "human_needed": return "human_needed";
    case "gaps_found":
    case "failed": return "gaps_found";
    case undefined:
    default: return "unknown";
  }
}
