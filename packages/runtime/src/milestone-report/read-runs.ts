import { type HistoryLine, readRunTimes, type RunTimes } from "@dgs/core";
import { createHistoryReader, listHistory } from "../history/history-files.js";
import type { Place } from "../place.js";
import type { JobRunner } from "./find-runner.js";

/** The times of the runs of a milestone, the oldest first, and how many lines could not be read. */
export interface RunsRead {
  readonly runs: readonly RunTimes[];
  readonly unread: number;
}

/**
 * Reads what the runs of a milestone have told. One that did not say how it ended goes on where it is the process that works now, else it was killed.
 * @param runner Who works on the milestone now.
 */
export function readRuns(place: Pick<Place, "root" | "project">, version: string, runner: JobRunner | undefined): RunsRead {
  let unread = 0;
  const runs = listHistory(place, version).flatMap((file) => {
    const lines = createHistoryReader(file, { onUnread: () => { unread++; } })();
    return readRunTimes(lines, runner !== undefined && isOf(lines, runner)) ?? [];
  });
  return { runs: [...runs].sort((a, b) => Date.parse(a.start) - Date.parse(b.start)), unread };
}

/** A run of that process, and none of an earlier one that had its number. */
function isOf([head]: readonly HistoryLine[], { pid, since }: JobRunner): boolean {
  return head?.type === "head" && head.pid === pid && Date.parse(head.at) >= Date.parse(since);
}
