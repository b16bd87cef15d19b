import { parsePattern, type PatternNode } from "./pattern-syntax.js";

/** A pattern made ready to be looked for. */
export interface Pattern {
  readonly steps: readonly Step[];
  /** It is found in every text, an empty one too, and so tells nothing. */
  readonly tellsNothing: boolean;
}

type Step =
  | { readonly kind: "set"; readonly ranges: readonly (readonly [number, number])[]; readonly negated: boolean }
  | { readonly kind: "assert"; readonly what: "start" | "end" | "word" | "no-word" }
  | { readonly kind: "split"; readonly to: readonly [number, number] }
  | { readonly kind: "jump"; readonly to: number }
  | { readonly kind: "match" };

/** In characters. */
const LONGEST_PATTERN = 500;
const MOST_STEPS = 2000;
/** How often the steps of a pattern may be taken in one text before the search is given up. */
const MOST_WORK = 30_000_000;

/** What a search came to, and how many steps it took. */
export type PatternSearch =
  /** `end` is the offset right behind what was found. */
  { readonly kind: "found"; readonly end: number; readonly work: number } | { readonly kind: "absent" | "given-up"; readonly work: number };

/** Makes a pattern of a regular expression; `undefined` for one that is too long, or of a kind that cannot be run in linear time. */
export function createPattern(text: string): Pattern | undefined {
  const node = text.length > LONGEST_PATTERN ? undefined : parsePattern(text);
  if (node === undefined) return undefined;
  const steps: Step[] = [];
  if (!addNode(steps, node)) return undefined;
  steps.push({ kind: "match" });
  const pattern = { steps, tellsNothing: false };
  return { steps, tellsNothing: searchPattern(pattern, "").kind === "found" };
}

function addNode(steps: Step[], node: PatternNode): boolean {
  if (steps.length > MOST_STEPS) return false;
  switch (node.kind) {
    case "set":
    case "assert":
      steps.push(node);
      return true;
    case "all":
      return node.items.every((item) => addNode(steps, item));
    case "any":
      return addAny(steps, node.items);
    case "repeat":
      return addRepeat(steps, node.item, node.min, node.max);
  }
}

function addAny(steps: Step[], items: readonly PatternNode[]): boolean {
  const ends: number[] = [];
  for (const [index, item] of items.entries()) {
    const split = steps.length;
    const last = index === items.length - 1;
    if (!last) steps.push({ kind: "jump", to: 0 });
    if (!addNode(steps, item)) return false;
    if (last) continue;
    ends.push(steps.length);
    steps.push({ kind: "jump", to: 0 });
    steps[split] = { kind: "split", to: [split + 1, steps.length] };
  }
  for (const end of ends) steps[end] = { kind: "jump", to: steps.length };
  return true;
}

function addRepeat(steps: Step[], item: PatternNode, min: number, max: number | undefined): boolean {
  for (let times = 0; times < min; times++) if (!addNode(steps, item)) return false;
  const splits: number[] = [];
  for (let times = min; times < (max ?? min + 1); times++) {
    splits.push(steps.length);
    steps.push({ kind: "jump", to: 0 });
    if (!addNode(steps, item)) return false;
  }
  const first = splits[0];
  if (max === undefined && first !== undefined) steps.push({ kind: "jump", to: first });
  for (const split of splits) steps[split] = { kind: "split", to: [split + 1, steps.length] };
  return true;
}

/**
 * Looks for a pattern in a text by following all its ways at once: the time is the length of the text times that of the pattern, whatever
 * both hold. `^` and `$` stand for the ends of a line.
 */
export function searchPattern({ steps }: Pattern, text: string): PatternSearch {
  const marks = new Int32Array(steps.length).fill(-1);
  let [now, later]: [number[], number[]] = [[], []];
  let work = 0;
  /** Adds a step and what is reached from it without a character; says whether that is the end of the pattern. */
  const reach = (list: number[], from: number, at: number): boolean => {
    const open = [from];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (marks[index] === at) continue;
      marks[index] = at;
      work++;
      const step = steps[index];
      if (step?.kind === "match") return true;
      if (step?.kind === "jump") open.push(step.to);
      else if (step?.kind === "split") open.push(...step.to);
      else if (step?.kind === "set") list.push(index);
      else if (step !== undefined && holdsAt(step.what, text, at)) open.push(index + 1);
    }
    return false;
  };
  for (let at = 0; at <= text.length; at++) {
    if (reach(now, 0, at)) return { kind: "found", end: at, work };
    if (work > MOST_WORK) return { kind: "given-up", work };
    const code = text.charCodeAt(at);
    for (const index of now) {
      const step = steps[index];
      work++;
      if (step?.kind === "set" && at < text.length && isIn(step.ranges, code) !== step.negated && reach(later, index + 1, at + 1)) return { kind: "found", end: at + 1, work };
    }
    [now, later] = [later, now];
    later.length = 0;
  }
  return { kind: "absent", work };
}

function isIn(ranges: readonly (readonly [number, number])[], code: number): boolean {
  return ranges.some(([start, end]) => code >= start && code <= end);
}

function holdsAt(what: "start" | "end" | "word" | "no-word", text: string, at: number): boolean {
  if (what === "start") return at === 0 || isIn([[10, 10], [13, 13]], text.charCodeAt(at - 1));
  if (what === "end") return at === text.length || isIn([[10, 10], [13, 13]], text.charCodeAt(at));
  const edge = /\w/.test(text.charAt(at - 1)) !== /\w/.test(text.charAt(at));
  return edge === (what === "word");
}
