import { expectedTimes, type ExpectedTimes, learnTimes, noTimes } from "@dgs/core";
import { statSync } from "node:fs";
import { basename } from "node:path";
import type { Place } from "../place.js";
import { createHistoryReader, listHistory, listHistoryVersions } from "./history-files.js";

/** So much of what earlier runs told is gone through, in bytes, the newest of it: somebody waits for a run to begin meanwhile. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Of each kind no more times count. */
const MOST_RUNS = 25;

/** What tells most and says nothing of how long steps and plans take. */
const PASSED_OVER = ["agent-activity", "agent-usage", "agent-started", "agent-ended", "agent-waiting", "committed", "tested", "budget-stands", "job-stands", "times-expected", "note"] as const;

/** How long steps and plans took in the newest runs of a project, of all its milestones. What cannot be read tells nothing. */
export function readExpectedTimes(place: Pick<Place, "root" | "project">): ExpectedTimes {
  const files = listHistoryVersions(place).flatMap((version) => listHistory(place, version));
  // Named after the time at which they were begun.
  const newest = files.sort((a, b) => (basename(a) < basename(b) ? 1 : -1)).slice(0, MOST_RUNS);
  let bytes = 0;
  const read = newest.filter((file) => {
    const size = sizeOf(file);
    // One that is too long keeps none of the others out.
    if (bytes + size > MOST_BYTES) return false;
    bytes += size;
    return true;
  });
  return expectedTimes(read.reverse().reduce((known, file) => learnTimes(known, linesOf(file)), noTimes()));
}

function linesOf(file: string): ReturnType<ReturnType<typeof createHistoryReader>> {
  try {
    return createHistoryReader(file, { passOver: PASSED_OVER })();
  } catch {
    return [];
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
