import { appendFileSync, closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { createEventRenderer, plainPaint, plainText } from "@dgs/render";
import type { RunEvent } from "@dgs/runtime";

/** From here on what agents are doing moment by moment is left out: a run may take days. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Keeps the events of a run, a line each. What cannot be written is left out: a full disk stops no run here. */
export function createEventLog(folder: string): (event: RunEvent) => void {
  const file = eventsFile(folder);
  let bytes = sizeOf(file);
  return (event) => {
    if (event.type === "agent-activity" && bytes > MOST_BYTES) return;
    const line = `${JSON.stringify(event)}\n`;
    bytes += line.length;
    try {
      appendFileSync(file, line);
    } catch {
      // Told by what follows, where anything can be written at all.
    }
  };
}

/** Events of a run, and the number of the last one: what is asked for next begins behind it. */
export interface SeenEvents {
  readonly lines: readonly string[];
  readonly last: number;
  /** How far the run is, where it has steps. */
  readonly step?: { readonly done: number; readonly total: number };
}

/** Reads on in the events of a run: each call gives what is new since the one before. */
export type EventReader = () => SeenEvents;

/** Makes a reader of events behind a number. A line that is being written counts once it is whole. */
export function createEventReader(folder: string, after: number): EventReader {
  const file = eventsFile(folder);
  const render = createEventRenderer(plainPaint);
  let offset = 0;
  let last = 0;
  let step: SeenEvents["step"];
  return () => {
    const lines: string[] = [];
    // A run may write for days: what was read is not read again.
    const text = sizeOf(file) > offset ? readFrom(file, offset) : "";
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    offset += Buffer.byteLength(whole);
    for (const line of whole.split("\n").slice(0, -1)) {
      last++;
      const event = parseEvent(line);
      if (event === undefined) continue;
      if (event.type === "step-started") step = { done: event.step - 1, total: event.total };
      if (event.type === "step-ended") step = { done: event.step, total: event.total };
      // Those before are rendered too: the end of a step is told with the time since its start.
      const rendered = event.type === "agent-activity" ? [`  ${plainText(event.purpose)}: ${plainText(event.text).slice(0, 200)}`] : render(event);
      if (last > after) lines.push(...rendered);
    }
    return { lines, last, ...(step === undefined ? {} : { step }) };
  };
}

function readFrom(file: string, offset: number): string {
  const handle = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(handle).size - offset));
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, offset)).toString("utf8");
  } finally {
    closeSync(handle);
  }
}

function parseEvent(text: string): RunEvent | undefined {
  try {
    return JSON.parse(text) as RunEvent;
  } catch {
    return undefined;
  }
}

function eventsFile(folder: string): string {
  return join(folder, "events.jsonl");
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
