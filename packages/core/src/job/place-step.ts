import type { DetailPlace, HeaderPlaces } from "../checklist/place.js";
import { scanOutline } from "../markdown/scan-outline.js";
import type { Range } from "../text/range.js";
import type { StepPlace } from "./place.js";
import { placeJob } from "./place.js";

/** Where the header fields and one step of a job file stand. */
export interface PlacesOfStep extends HeaderPlaces {
  readonly step: StepPlace;
}

const STEPS_HEADING = "\n## Steps\n";

/**
 * Finds the header and one step without reading the whole structure of the text: what {@link placeJob} finds, in a
 * time that hardly depends on the number of steps. A job is written twice for each of its steps.
 *
 * Answers only for texts whose steps look as DGS writes them, line by line; `undefined` leaves all others to `placeJob`.
 * @param count The number of steps that the job has; where the text seems to have another number it is not that plain.
 */
export function placeStep(source: string, index: number, count: number): PlacesOfStep | undefined {
  const heading = source.indexOf(STEPS_HEADING) + 1;
  if (heading === 0 || source.includes("\r")) return undefined;
  const body = heading + STEPS_HEADING.length - 1;
  const head = source.slice(0, body);
  const piece = endsWithFirst(head, heading) ? findStep(source, body, index, count) : undefined;
  if (piece === undefined) return undefined;
  const { fields, fieldEnd } = placeJob(head);
  const [step, ...more] = placeJob(source.slice(piece.start, piece.end)).steps;
  return step === undefined || more.length > 0 ? undefined : { fields, fieldEnd, step: shiftStep(step, piece.start) };
}

/** Whether a text ends with a heading at its top level, the first one of its name: then nothing before it reaches beyond it. */
function endsWithFirst(head: string, heading: number): boolean {
  const found = scanOutline(head).headings.filter(({ text }) => head.slice(text.start, text.end).trim().toLowerCase() === "steps");
  return found.length === 1 && found[0]?.range.start === heading;
}

/** The lines of one step, where all lines are steps, details of steps or empty, none of which can change what another is. */
function findStep(source: string, body: number, index: number, count: number): Range | undefined {
  let seen = 0;
  let [start, end] = [-1, source.length];
  for (let at = body; at < source.length; ) {
    const newline = source.indexOf("\n", at);
    const lineEnd = newline === -1 ? source.length : newline;
    if (isStepLine(source, at)) {
      if (seen === index) start = at;
      else if (seen === index + 1) end = at;
      seen++;
    } else if (at < lineEnd && !isDetailLine(source, at)) return undefined;
    at = lineEnd + 1;
  }
  return seen === count && start >= 0 ? { start, end } : undefined;
}

/** A line that starts with `` - [x] ` ``, any one character in the brackets. */
function isStepLine(source: string, at: number): boolean {
  return source.startsWith("- [", at) && source.startsWith("] `", at + 4) && source.charCodeAt(at + 3) !== 10;
}

/** A line that starts with `  - ` and a small letter. */
function isDetailLine(source: string, at: number): boolean {
  const letter = source.charCodeAt(at + 4);
  return source.startsWith("  - ", at) && letter >= 97 && letter <= 122;
}

function shiftStep(step: StepPlace, by: number): StepPlace {
  const detail = ({ key, value, line }: DetailPlace): DetailPlace => ({ key, value: shift(value, by), line: { ...shift(line, by), next: line.next + by } });
  return { prefix: shift(step.prefix, by), mark: shift(step.mark, by), text: shift(step.text, by), command: step.command, details: step.details.map(detail), end: step.end + by };
}

function shift({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}
