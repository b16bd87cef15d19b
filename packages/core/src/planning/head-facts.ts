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

/**
 * Returns the `status:` of a text's front matter in small letters; `undefined` where there is none.
 *
 * Thousands of heads pass here: searching for a text is many times faster than reading lines.
 */
export function headStatus(head: string): string | undefined {
  const front = plainFront(head);
  if (!(front ?? head).includes("status")) return undefined;
  return (front === undefined ? undefined : plainStatus(front)) ?? closeStatus(head);
}

/** The front matter of an ordinary head without its last fence: both fences are three dashes and nothing else. */
function plainFront(head: string): string | undefined {
  if (!head.startsWith("---\n")) return undefined;
  const fence = head.indexOf("\n---", 3);
  return head.charCodeAt(fence + 4) === 10 && fence > 0 ? head.slice(0, fence) : undefined;
}

/** The one plain word behind the one plain key of an ordinary front matter, else `undefined`. */
function plainStatus(front: string): string | undefined {
  const key = front.indexOf("\nstatus:");
  if (key < 0 || front.includes("status", key + 8) || front.includes("\r")) return undefined;
  const [word = "", next] = front.slice(key + 8).split("\n", 2);
  // A line that is no key of its own goes on with the value.
  const ends = next === undefined || /^[A-Za-z_][\w-]*:/.test(next);
  return ends && /^[ \t]*[A-Za-z_-]+[ \t]*$/.test(word) ? word.trim().toLowerCase() : undefined;
}

/** Quotes, comments, repeated keys and values on the next line are for the reader that knows them all. */
function closeStatus(head: string): string | undefined {
  const range = findFrontMatter(head);
  if (range === undefined || !STATUS_KEY.test(head.slice(range.start, range.end))) return undefined;
  const value = readFrontMatter(head).entries.get("status")?.value;
  return value?.kind === "scalar" ? value.text.trim().toLowerCase() : "";
}

/** What the first lines of a file say of how far its plan or phase is. */
export interface HeadFacts {
  /** The `status:` of the front matter in small letters; `undefined` where there is none. */
  readonly status: string | undefined;
  /** What the file is worth where it is a summary. */
  readonly verdict: SummaryVerdict;
}

/** What most heads say: nothing. */
const PLAIN: HeadFacts = Object.freeze({ status: undefined, verdict: "valid" });

/** Reads the first lines of a file, as `Files.head` gives them. `undefined` stands for a file that could not be read. */
export function readHeadFacts(head: string | undefined): HeadFacts {
  const status = head === undefined ? undefined : headStatus(head);
  const verdict = judge(head, status);
  return status === undefined && verdict === "valid" ? PLAIN : { status, verdict };
}

/** Judges a summary by all of its text. */
export function judgeSummary(text: string): SummaryVerdict {
  return judge(text, headStatus(text));
}

function judge(head: string | undefined, status: string | undefined): SummaryVerdict {
  if (head === undefined) return "unreadable";
  if (!/[^\s\uFEFF]/.test(head)) return "empty";
  if (status !== undefined && UNFINISHED.has(status)) return "halted";
  return mentionsFilled(head) && TEMPLATE.test(head) ? "template" : "valid";
}

/** As people write the word; looking for any mixture of its letters takes ten times as long. */
function mentionsFilled(head: string): boolean {
  return head.includes("filled") || head.includes("Filled") || head.includes("FILLED");
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
