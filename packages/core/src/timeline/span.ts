import type { Span } from "./types.js";

/** Returns the milliseconds of a span; `undefined` where it has no end, or its times are none. */
export function lengthOf({ start, end }: Span): number | undefined {
  const length = Date.parse(end ?? "") - Date.parse(start);
  return Number.isNaN(length) ? undefined : Math.max(0, length);
}

/** Returns the span from the first start to the last end of some; it has no end where one of them goes on, and is cut off where the one that ends last is. `undefined` of none. */
export function spanAround(spans: readonly Span[]): Span | undefined {
  const known = spans.filter(({ start }) => !Number.isNaN(Date.parse(start)));
  const [one] = known;
  if (one === undefined) return undefined;
  let [first, last] = [one, one];
  for (const span of known) {
    if (Date.parse(span.start) < Date.parse(first.start)) first = span;
    if (last.end !== undefined && (span.end === undefined || Date.parse(span.end) > Date.parse(last.end))) last = span;
  }
  return { start: first.start, ...(last.end === undefined ? {} : { end: last.end, ...(last.cutOff === true ? { cutOff: true } : {}) }) };
}
