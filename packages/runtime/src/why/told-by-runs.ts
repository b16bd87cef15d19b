import { type HistoryLine, parseHistoryLine, type PlanId, type Reason, type ToldTest } from "@dgs/core";
import { readFileSync, statSync } from "node:fs";
import { relative, sep } from "node:path";
import { listHistory } from "../history/history-files.js";
import type { Place } from "../place.js";

/** What the histories of a milestone's runs say of some plans, and of what a run waits for. */
export interface ToldByRuns {
  /** The last run of each command, as the newest history tells it that speaks of the plan. */
  readonly tests: ReadonlyMap<PlanId, readonly ToldTest[]>;
  /** Waits for a service that are not over. */
  readonly waits: readonly Reason[];
}

/** Histories that are looked through, the newest first: older ones tell of work that was done again since. */
const MOST_FILES = 20;
const MOST_BYTES = 64 * 1024 * 1024;

/** Reads what the runs of a milestone told; a history that is not there, or cannot be read, tells nothing. @param now ISO 8601. */
export function readTold(place: Pick<Place, "root" | "project">, version: string, plans: readonly PlanId[], now: string): ToldByRuns {
  const tests = new Map<PlanId, readonly ToldTest[]>();
  const files = listHistory(place, version).slice(-MOST_FILES).reverse();
  let waits: readonly Reason[] = [];
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    const text = readIfText(file);
    bytes += text.length;
    if (bytes > MOST_BYTES) break;
    const path = relative(place.root, file).split(sep).join("/");
    const lines = text.split("\n");
    if (index === 0) waits = waitsIn(path, lines, now);
    const missing = plans.filter((plan) => !tests.has(plan));
    for (const plan of missing) {
      const found = testsIn(path, lines, plan);
      if (found.length > 0) tests.set(plan, found);
    }
    if (missing.every((plan) => tests.has(plan))) break;
  }
  return { tests, waits };
}

function readIfText(file: string): string {
  try {
    return statSync(file).size > MOST_BYTES ? "" : readFileSync(file, "utf8");
  } catch {
    // A history that is gone or not ours: nothing depends on it.
    return "";
  }
}

type Event = Extract<HistoryLine, { type: "event" }>["event"];

/** Looking for a word first: most lines tell what agents do moment by moment. */
function* eventsIn(lines: readonly string[], word: string): Generator<{ readonly event: Event; readonly line: number }> {
  for (const [index, text] of lines.entries()) {
    const line = text.includes(word) ? parseHistoryLine(text) : undefined;
    if (line?.type === "event") yield { event: line.event, line: index + 1 };
  }
}

function testsIn(path: string, lines: readonly string[], plan: PlanId): readonly ToldTest[] {
  const byCommand = new Map<string, ToldTest>();
  for (const { event, line } of eventsIn(lines, '"tested"')) {
    if (event.type !== "tested" || event.plan !== plan) continue;
    byCommand.delete(event.command);
    byCommand.set(event.command, { command: event.command, outcome: event.outcome, said: event.said, at: { type: "log", path, line } });
  }
  return [...byCommand.values()];
}

/** A wait that a later event of the same agent has not ended. */
function waitsIn(path: string, lines: readonly string[], now: string): readonly Reason[] {
  const open = new Map<string, Reason>();
  for (const { event, line } of eventsIn(lines, '"agent-')) {
    if (event.type === "agent-waiting" && Date.parse(event.until) > Date.parse(now)) {
      open.set(event.purpose, { what: "usage-limit", says: `${event.purpose} waits for its service until ${event.until}: ${event.message}`, at: { type: "log", path, line }, because: [] });
    } else if (event.type === "agent-started" || event.type === "agent-ended") {
      open.delete(event.purpose);
    }
  }
  return [...open.values()];
}
