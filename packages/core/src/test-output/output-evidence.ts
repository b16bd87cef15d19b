import { fingerprintOf } from "../text/fingerprint.js";
import { plainLines } from "./plain-lines.js";

/** What says nothing of the cause: times, durations, places of temporary files, addresses, ports, process ids, commits. In the order in which they are taken out. */
const NOISE: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?/g, "<time>"],
  [/\b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?\b(?: ?[AP]M\b)?/gi, "<time>"],
  [/\b\d+(?:[.,]\d+)? ?(?:ns|µs|us|ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b/g, "<duration>"],
  [/(["']?duration\w*["']? ?[:=]? ?)\d+(?:\.\d+)?/gi, "$1<duration>"],
  [/(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)\/[^\s:;,'"`)\]}]*/g, "<temporary>"],
  [/\b[A-Za-z]:\\[^\s:;,'"`)\]}]*\\Temp\\[^\s:;,'"`)\]}]*/gi, "<temporary>"],
  [/\b0x[0-9a-f]{4,}\b/gi, "<address>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<id>"],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/g, "<commit>"],
  [/\b(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0):\d{2,5}\b/g, "$1:<port>"],
  [/\b(pid|process|worker)([ :=#]+)\d+\b/gi, "$1$2<pid>"],
];

/** A text as it is compared with what was seen another time: without what differs from run to run, blanks as one. */
export function withoutNoise(text: string, roots: readonly string[] = []): string {
  const placed = roots.filter((root) => root !== "").reduce((each, root) => each.replaceAll(root, "<tree>"), text);
  return NOISE.reduce((each, [pattern, word]) => each.replace(pattern, word), placed).replace(/\s+/g, " ").trim();
}

/**
 * A fingerprint of what a command printed, the same for the same findings: lines in any order, without times, durations, places of temporary files and commits.
 * @param roots Folders that the command ran in.
 */
export function outputEvidence(output: string, roots: readonly string[]): string {
  return fingerprintOf(plainLines(output).map((line) => withoutNoise(line, roots)).filter((line) => line !== ""));
}
