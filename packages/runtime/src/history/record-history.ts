import { formatHistoryLine, type HistoryLine } from "@dgs/core";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "../commands/reports.js";
import { ignoreOwnFiles } from "../ignore-own-files.js";
import { ownFolder } from "../inside-root.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { type ExitKind, isRefusal } from "../refusal.js";
import { usageNameOf } from "../spending/usage-files.js";
import { createActivityGate } from "./activity-gate.js";
import { historyRoot } from "./history-files.js";

/** Which run it is that tells something. */
export interface RecordedRun {
  readonly version: string;
  readonly runId: string;
  /** What was called: `run-job v1.0`, `execute-phase 3`. */
  readonly command: string;
}

/** Keeps what a run tells, and passes it on to whoever watches. */
export interface HistoryRecorder {
  readonly onEvent: (event: RunEvent) => void;
  /** Says how the run ended; nothing where it has told nothing. */
  readonly end: (exit: ExitKind) => void;
}

/** From here on what agents do moment by moment is left out: a run may take days. */
const MOST_ACTIVITY_BYTES = 16 * 1024 * 1024;

/**
 * Makes the recorder of a run: its events go to a file of its own in `jobs/.history`, which git leaves alone, for `dgs watch`, `dgs report` and `dgs ui`. Nothing is
 * made before the first event. The state is in the planning files: what cannot be written here is left out, and stops no work.
 */
export function recordHistory(ports: Pick<Ports, "clock" | "disk">, place: Place, run: RecordedRun, onEvent: (event: RunEvent) => void): HistoryRecorder {
  const file = createLineFile(ports, place, run);
  const activities = createActivityGate(({ at, event }) => { file.append({ type: "event", at, event }); }, () => ports.clock.now());
  return {
    onEvent(event) {
      const at = ports.clock.now();
      if (event.type !== "agent-activity") {
        if (event.type === "agent-ended") activities.forget(event.purpose);
        file.append({ type: "event", at, event });
      } else if (file.bytes() <= MOST_ACTIVITY_BYTES) activities.take(at, event);
      onEvent(event);
    },
    end: (exit) => {
      activities.close();
      if (file.bytes() > 0) file.append({ type: "end", at: ports.clock.now(), exit });
    },
  };
}

interface LineFile {
  readonly append: (line: HistoryLine) => void;
  readonly bytes: () => number;
}

function createLineFile({ disk }: Pick<Ports, "disk">, place: Place, { version, runId, command }: RecordedRun): LineFile {
  let path: string | undefined;
  let bytes = 0;
  let isBroken = false;
  const open = (at: string): string => {
    const root = ownFolder(place.root, historyRoot(place.project));
    if (isRefusal(root)) throw new Error(root.message);
    const folder = join(root, usageNameOf(version));
    mkdirSync(folder, { recursive: true });
    ignoreOwnFiles(root, disk);
    const file = join(folder, `${at.replace(/[^0-9TZ]/g, "")}-${runId.replace(/[^A-Za-z0-9.-]+/g, "-")}.jsonl`);
    const head = formatHistoryLine({ type: "head", at, run: runId, command, pid: process.pid });
    appendFileSync(file, head);
    bytes = head.length;
    return file;
  };
  return {
    append(line) {
      if (isBroken) return;
      try {
        path ??= open(line.at);
        const text = formatHistoryLine(line);
        appendFileSync(path, text);
        bytes += text.length;
      } catch {
        // A full disk, or a folder that is not ours: told by what matters, where anything can be written at all.
        isBroken = true;
      }
    },
    bytes: () => bytes,
  };
}
