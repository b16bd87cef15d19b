/** A part of a pattern: what it asks of the characters of a text. */
export type PatternNode =
  | { readonly kind: "set"; readonly ranges: readonly (readonly [number, number])[]; readonly negated: boolean }
  | { readonly kind: "assert"; readonly what: "start" | "end" | "word" | "no-word" }
  | { readonly kind: "all"; readonly items: readonly PatternNode[] }
  | { readonly kind: "any"; readonly items: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly item: PatternNode; readonly min: number; readonly max: number | undefined };

type Ranges = readonly (readonly [number, number])[];

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

const DIGITS: Ranges = [[48, 57]];
const WORDS: Ranges = [[48, 57], [65, 90], [95, 95], [97, 122]];
const SPACES: Ranges = [[9, 13], [32, 32], [160, 160], [0x2028, 0x2029], [0xfeff, 0xfeff]];
const LINE_ENDS: Ranges = [[10, 10], [13, 13]];
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };
const MOST_REPEATS = 100;
const DEEPEST = 50;

/**
 * Parses a regular expression of the part of JavaScript's syntax that can be run in linear time: characters, classes, groups, `|`, quantifiers,
 * `^`, `$`, `\b`. Returns `undefined` for anything else: look-arounds, references to groups, properties of Unicode, and what is no expression at all.
 */
export function parsePattern(text: string): PatternNode | undefined {
  const cursor: Cursor = { text, at: 0, depth: 0 };
  const node = alternatives(cursor);
  return cursor.at < text.length ? undefined : node;
}

function alternatives(cursor: Cursor): PatternNode | undefined {
  const items: PatternNode[] = [];
  if (++cursor.depth > DEEPEST) return undefined;
  do {
    if (items.length > 0) cursor.at++;
    const item = sequence(cursor);
    if (item === undefined) return undefined;
    items.push(item);
  } while (cursor.text.charAt(cursor.at) === "|");
  cursor.depth--;
  return { kind: "any", items };
}

function sequence(cursor: Cursor): PatternNode | undefined {
  const items: PatternNode[] = [];
  while (cursor.at < cursor.text.length && !/[|)]/.test(cursor.text.charAt(cursor.at))) {
    const atom = readAtom(cursor);
    const item = atom === undefined ? undefined : quantified(cursor, atom);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: "all", items };
}

function quantified(cursor: Cursor, item: PatternNode): PatternNode | undefined {
  const match = /^(?:[*+?]|\{(\d{1,3})(,(\d{0,3}))?\})\??/.exec(cursor.text.slice(cursor.at, cursor.at + 12));
  if (match === null) return item;
  if (item.kind === "assert") return undefined;
  cursor.at += match[0].length;
  const [mark, least, comma, most] = [match[0].charAt(0), match[1], match[2], match[3]];
  const min = least === undefined ? (mark === "+" ? 1 : 0) : Number(least);
  const max = least === undefined ? (mark === "?" ? 1 : undefined) : comma === undefined ? min : most === "" || most === undefined ? undefined : Number(most);
  return min > MOST_REPEATS || (max ?? 0) > MOST_REPEATS || (max !== undefined && max < min) ? undefined : { kind: "repeat", item, min, max };
}

function readAtom(cursor: Cursor): PatternNode | undefined {
  const here = cursor.text.charAt(cursor.at++);
  if (here === "(") return readGroup(cursor);
  if (here === "[") return readClass(cursor);
  if (here === "\\") return readEscape(cursor);
  if (here === ".") return { kind: "set", ranges: LINE_ENDS, negated: true };
  if (here === "^") return { kind: "assert", what: "start" };
  if (here === "$") return { kind: "assert", what: "end" };
  // A quantifier with nothing before it.
  return /[*+?]/.test(here) ? undefined : one(here.charCodeAt(0));
}

function readGroup(cursor: Cursor): PatternNode | undefined {
  if (cursor.text.charAt(cursor.at) === "?") {
    if (cursor.text.charAt(cursor.at + 1) !== ":") return undefined;
    cursor.at += 2;
  }
  const inner = alternatives(cursor);
  return inner !== undefined && cursor.text.charAt(cursor.at++) === ")" ? inner : undefined;
}

function readEscape(cursor: Cursor): PatternNode | undefined {
  const here = cursor.text.charAt(cursor.at++);
  if (here === "b") return { kind: "assert", what: "word" };
  if (here === "B") return { kind: "assert", what: "no-word" };
  const set = namedSet(here);
  if (set !== undefined) return set;
  if (CONTROLS[here] !== undefined) return one(CONTROLS[here]);
  // Letters and digits with a meaning that is not known here.
  return here === "" || /[A-Za-z0-9]/.test(here) ? undefined : one(here.charCodeAt(0));
}

function namedSet(name: string): (PatternNode & { kind: "set" }) | undefined {
  const ranges = ({ d: DIGITS, w: WORDS, s: SPACES } as Readonly<Record<string, Ranges>>)[name.toLowerCase()];
  return ranges === undefined ? undefined : { kind: "set", ranges, negated: name !== name.toLowerCase() };
}

function one(code: number): PatternNode {
  return { kind: "set", ranges: [[code, code]], negated: false };
}

function readClass(cursor: Cursor): PatternNode | undefined {
  const negated = cursor.text.charAt(cursor.at) === "^";
  if (negated) cursor.at++;
  const ranges: (readonly [number, number])[] = [];
  while (cursor.at < cursor.text.length && cursor.text.charAt(cursor.at) !== "]") {
    const first = classItem(cursor);
    if (first === undefined) return undefined;
    if (first.length === 1 && first[0]?.[0] === first[0]?.[1] && /^-[^\]]/.test(cursor.text.slice(cursor.at, cursor.at + 2))) {
      cursor.at++;
      const last = classItem(cursor)?.[0]?.[1];
      const from = first[0]?.[0] ?? 0;
      if (last === undefined || last < from) return undefined;
      ranges.push([from, last]);
    } else ranges.push(...first);
  }
  return cursor.text.charAt(cursor.at++) === "]" ? { kind: "set", ranges, negated } : undefined;
}

function classItem(cursor: Cursor): Ranges | undefined {
  const here = cursor.text.charAt(cursor.at++);
  if (here !== "\\") return [[here.charCodeAt(0), here.charCodeAt(0)]];
  const escaped = cursor.text.charAt(cursor.at++);
  const set = namedSet(escaped);
  if (set !== undefined) return set.negated ? complement(set.ranges) : set.ranges;
  const code = escaped === "b" ? 8 : (CONTROLS[escaped] ?? (escaped === "" || /[A-Za-z0-9]/.test(escaped) ? undefined : escaped.charCodeAt(0)));
  return code === undefined ? undefined : [[code, code]];
}

function complement(ranges: Ranges): Ranges {
  const found: (readonly [number, number])[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    if (start > from) found.push([from, start - 1]);
    from = end + 1;
  }
  return [...found, [from, 0xffff]];
}
