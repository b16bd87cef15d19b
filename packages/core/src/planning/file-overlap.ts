import { comparePlanIds, type PlanId } from "../ids/plan-id.js";
import type { PlanBrief } from "./plan-brief.js";

/** Two plans that may modify one file, and so never run at the same time. */
export interface PlanOverlap {
  /** The earlier of the two in plan order. */
  readonly first: PlanId;
  readonly second: PlanId;
  /** What the second says it modifies and the first does too; `undefined` where one of them says nothing. */
  readonly file: string | undefined;
}

/** Tells whether two plans may modify one file; a plan that does not say what it modifies may modify anything. */
export function filesOverlap(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === undefined || b === undefined || findShared(a.map(parseEntry), b.map(parseEntry)) !== undefined;
}

/** Returns the pairs of plans that may modify one file, in plan order. */
export function overlaps(plans: readonly (Pick<PlanBrief, "filesModified"> & { readonly id: PlanId })[]): readonly PlanOverlap[] {
  const read = [...plans].sort((a, b) => comparePlanIds(a.id, b.id)).map(({ id, filesModified }) => ({ id, entries: filesModified?.map(parseEntry) }));
  return read.flatMap((first, index) =>
    read.slice(index + 1).flatMap((second): PlanOverlap[] => {
      if (first.entries === undefined || second.entries === undefined) return [{ first: first.id, second: second.id, file: undefined }];
      const shared = findShared(first.entries, second.entries);
      return shared === undefined ? [] : [{ first: first.id, second: second.id, file: shared.text }];
    }),
  );
}

const LONGEST = 1000;

interface Entry {
  readonly text: string;
  /** Of the normalised path; none for the whole tree. */
  readonly segments: readonly string[];
  /** Written with a `/` at the end, or without anything that looks like a file's extension. */
  readonly folder: boolean;
}

/**
 * Normalises an entry of `files_modified`: `./`, backslashes, doubled slashes, `..` inside, a remark in parentheses.
 *
 * Upper and lower case are alike: on some systems they are one file, and where they are not, the cost is a short wait.
 */
function parseEntry(text: string): Entry {
  // No path is that long; what it may be covers everything.
  if (text.length > LONGEST) return { text, segments: [], folder: true };
  const plain = text.normalize("NFC").replace(/^[\s`"']+|[\s`"']+$/g, "").replace(/\s+\([^()]*\)$/, "").toLowerCase();
  const path = withoutDeepBraces(plain.replaceAll("\\", "/"));
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === ".." && segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return { text, segments, folder: path.endsWith("/") || !/\.[a-z][a-z0-9]{0,9}$/.test(path) };
}

/** Braces with a folder in them stand for paths of different depths. */
function withoutDeepBraces(path: string): string {
  const open = path.indexOf("{");
  const slash = open === -1 ? -1 : path.indexOf("/", open);
  const close = path.indexOf("}", open);
  return slash === -1 || (close !== -1 && close < slash) ? path : `${path.slice(0, path.lastIndexOf("/", open) + 1)}**`;
}

function findShared(a: readonly Entry[], b: readonly Entry[]): Entry | undefined {
  return b.find((entry) => a.some((other) => entriesMeet(entry, other)));
}

/** A path that ends inside the other covers it, as a folder does; where that is not certain, the answer is yes. */
function entriesMeet(a: Entry, b: Entry): boolean {
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    if (other === undefined) return true;
    if (segment.includes("**") || other.includes("**")) return endsMeet(a, b);
    if (!segmentsMeet(segment, other)) return false;
  }
  return true;
}

/** Behind `**` only the last parts can tell two entries apart, and only where both are files. */
function endsMeet(a: Entry, b: Entry): boolean {
  const [last, other] = [a.segments.at(-1) ?? "", b.segments.at(-1) ?? ""];
  return a.folder || b.folder || last.includes("**") || other.includes("**") || segmentsMeet(last, other);
}

function segmentsMeet(a: string, b: string): boolean {
  if (isWild(a) && isWild(b)) return wildcardsMayMeet(a, b);
  if (isWild(a)) return patternOf(a).test(b);
  return isWild(b) ? patternOf(b).test(a) : a === b;
}

function isWild(segment: string): boolean {
  return /[*?[{]/.test(segment);
}

/** What braces and brackets hold is not looked at. */
function patternOf(segment: string): RegExp {
  const source = segment.replace(/\{[^{}]*\}|\[[^\]]*\]|[^]/g, (token) => {
    if (token === "*" || (token.length > 1 && token.startsWith("{"))) return "[^]*";
    return token === "?" || token.length > 1 ? "[^]" : token.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  });
  return new RegExp(`^${source}$`);
}

/** Only different beginnings or endings tell two patterns apart for certain. */
function wildcardsMayMeet(a: string, b: string): boolean {
  const [headA, headB, tailA, tailB] = [/^[^*?[{]*/.exec(a)?.[0] ?? "", /^[^*?[{]*/.exec(b)?.[0] ?? "", /[^*?[\]{}]*$/.exec(a)?.[0] ?? "", /[^*?[\]{}]*$/.exec(b)?.[0] ?? ""];
  return (headA.startsWith(headB) || headB.startsWith(headA)) && (tailA.endsWith(tailB) || tailB.endsWith(tailA));
}
