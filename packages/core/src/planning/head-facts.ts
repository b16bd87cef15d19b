import { findFrontMatter } from "../markdown/front-matter-range.js";
import { readFrontMatter } from "../markdown/front-matter.js";

/** What a verification came to. Only the first counts as done; `unknown` never does. */
export type VerificationStatus = "passed" | "gaps_found" | "human_needed" | "unknown";

/** What a summary is worth: only a `valid` one completes its plan. */
export type SummaryVerdict = "valid" | "missing" | "unreadable" | "empty" | "template" | "halted";

const STATUS_KEY = /^["']?status["']?[ \t]*:/m;
const UNFINISHED = new Set(["halted", "blocked", "failed", "aborted", "incomplete", "partial", "in-progress", "in_progress", "in progress", "pending", "draft"]);
/** Not "be filled" anywhere: a summary may speak of forms. */
const TEMPLATE = /^[ \t>*_[-]*to be filled\b/im;

/** Returns the `status:` of a text's front matter in small letters; `undefined` where there is none. */
export function headStatus(head: string): string | undefined {
  if (!head.includes("status")) return undefined;
  return plainStatus(head) ?? closeStatus(head);
}

/**
 * The one plain word behind the one plain key of an ordinary front matter, else `undefined`.
 *
 * Thousands of heads pass here: searching for a text is many times faster than reading lines.
 */
function plainStatus(head: string): string | undefined {
  if (!head.startsWith("---\n")) return undefined;
  const fence = head.indexOf("\n---\n", 3);
  const key = head.indexOf("\nstatus:");
  if (key < 0 || fence < key) return undefined;
  const again = head.indexOf("status", key + 8);
  if (again >= 0 && again < fence) return undefined;
  const word = head.slice(key + 8, head.indexOf("\n", key + 1)).trim();
  return /^[A-Za-z_-]+$/.test(word) ? word.toLowerCase() : undefined;
}

/** Quotes, comments, repeated keys and values on the next line are for the reader that knows them all. */
function closeStatus(head: string): string | undefined {
  const range = findFrontMatter(head);
  if (range === undefined || !STATUS_KEY.test(head.slice(range.start, range.end))) return undefined;
  const value = readFrontMatter(head).entries.get("status")?.value;
  return value?.kind === "scalar" ? value.text.trim().toLowerCase() : "";
}

/** Judges a summary by its first lines, or by all of it. `undefined` stands for a file that could not be read. */
export function judgeSummary(head: string | undefined): SummaryVerdict {
  if (head === undefined) return "unreadable";
  if (!/[^\s\uFEFF]/.test(head)) return "empty";
  if (UNFINISHED.has(headStatus(head) ?? "")) return "halted";
  return /e filled/i.test(head) && TEMPLATE.test(head) ? "template" : "valid";
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
