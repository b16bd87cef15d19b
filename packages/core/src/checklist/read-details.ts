import { type StepStatus, statusOfMark } from "./marker.js";
import type { ListedStep } from "./place.js";
import type { Report } from "./report.js";

/** A value as it is written, and where. */
export interface PlacedText {
  readonly text: string;
  /** The offset of its first character. */
  readonly at: number;
}

/** Reads the marker of a step; one that nobody knows is a problem, and the step counts as failed. */
export function readStatus(source: string, { mark }: Pick<ListedStep, "mark">, report: Report): StepStatus {
  const text = source.slice(mark.start, mark.end);
  const status = statusOfMark(text);
  if (status === undefined) report(mark.start, { code: "unknown-marker", severity: "error", message: `the step has the marker ${JSON.stringify(text)}`, remedy: "Use `[ ]`, `[>]`, `[x]` or `[!]`." });
  return status ?? "failed";
}

/** Reads the first detail of a step with a key; `undefined` where it has none. */
function readDetail(source: string, { details }: Pick<ListedStep, "details">, key: string): PlacedText | undefined {
  const found = details.find((each) => each.key === key);
  return found === undefined ? undefined : { text: source.slice(found.value.start, found.value.end), at: found.value.start };
}

/** Reads details that may hold any text; those that are not there are absent. `names`: what each is called in the result, by its key. */
export function readTexts<Name extends string>(source: string, step: Pick<ListedStep, "details">, names: Readonly<Record<string, Name>>): { readonly [each in Name]?: string } {
  const texts = Object.entries(names).flatMap(([key, name]) => {
    const text = readDetail(source, step, key)?.text;
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(texts) as { readonly [each in Name]?: string };
}

/** How a detail that may hold only certain values is read: what it says (`undefined`: nothing that it may), and what to do where it says something else. */
export interface DetailForm<Value> {
  readonly parse: (text: string) => Value | undefined;
  readonly remedy: string;
}

/** Reads a detail that may hold only certain values; another one is a problem and counts as absent. */
export function readValue<Value>(source: string, step: Pick<ListedStep, "details">, key: string, { parse, remedy }: DetailForm<Value>, report: Report): Value | undefined {
  const found = readDetail(source, step, key);
  if (found === undefined) return undefined;
  const value = parse(found.text);
  if (value === undefined) report(found.at, { code: "bad-detail", severity: "error", message: `\`${key}\` is ${JSON.stringify(found.text)}`, remedy });
  return value;
}
