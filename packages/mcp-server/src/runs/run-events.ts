import { appendFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createEventRenderer, plainPaint, plainText } from "@dgs/render";
import { readBytes, type RunEvent } from "@dgs/runtime";

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

/** Reads the events of a run behind a number, as lines of text. A line that is being written counts once it is whole. */
export function readEvents(folder: string, after: number): SeenEvents {
  const bytes = readBytes(eventsFile(folder));
  const texts = bytes === undefined ? [] : new TextDecoder().decode(bytes).split("\n").slice(0, -1);
  const render = createEventRenderer(plainPaint);
  const lines: string[] = [];
  let step: SeenEvents["step"];
  texts.forEach((text, at) => {
    const event = parseEvent(text);
    if (event === undefined) return;
    if (event.type === "step-started") step = { done: event.step - 1, total: event.total };
    if (event.type === "step-ended") step = { done: event.step, total: event.total };
    // Those before are rendered too: the end of a step is told with the time since its start.
    const rendered = render(event);
    if (at >= after) lines.push(...(event.type === "agent-activity" ? [`  ${plainText(event.purpose)}: ${plainText(event.text).slice(0, 200)}`] : rendered));
  });
  return { lines, last: texts.length, ...(step === undefined ? {} : { step }) };
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
