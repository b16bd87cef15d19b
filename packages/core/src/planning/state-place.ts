import { type Field, readFields } from "../markdown/field.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { Outline } from "../markdown/outline.js";
import { findHeading, sectionBody } from "../markdown/section.js";
import type { Range } from "../text/range.js";

/** The keys of `STATE.md` in small letters: the first row is of the template's dialect, the second of the other, the rest of both. */
export const STATE_KEYS = [
  ...(["phase", "plan", "last session"] as const),
  ...(["current phase", "current phase name", "total phases", "current plan", "total plans in phase", "last activity description", "last date"] as const),
  ...(["status", "last activity", "progress", "current focus", "stopped at", "resume file"] as const),
  ...(["last completed plan", "current wave", "pending checkpoints"] as const),
] as const;

/** One of {@link STATE_KEYS}. */
export type StateKey = (typeof STATE_KEYS)[number];

/** Where the fields of `STATE.md` stand. */
export interface StatePlaces {
  readonly fields: ReadonlyMap<StateKey, Field>;
  /** The part that tells the position; `undefined` where there is none. */
  readonly position: Range | undefined;
  /** The part that tells where the last session ended. */
  readonly session: Range | undefined;
  readonly outline: Outline;
}

const POSITION: readonly StateKey[] = ["phase", "plan", "current phase", "current phase name", "total phases", "current plan", "total plans in phase", "status", "last activity", "last activity description", "progress", "last completed plan", "current wave", "pending checkpoints"];
const SESSION: readonly StateKey[] = ["last session", "last date", "stopped at", "resume file"];

/**
 * Finds the fields of `STATE.md` where they belong: the position in its section or below the title, the session in its
 * own. A `**Status:**` in a table, in old notes or in a second front matter is none of them.
 */
export function placeState(source: string): StatePlaces {
  const outline = outlineOf(source);
  const part = (title: RegExp): Range | undefined => {
    const heading = findHeading(outline, source, (text) => title.test(text));
    return heading === undefined ? undefined : sectionBody(source, outline, heading);
  };
  const [section, session, reference] = [part(/^current (?:position|state|status)$/i), part(/^session(?: continuity)?$/i), part(/^project reference$/i)];
  const parts = [section, belowTitle(source, outline)].filter((each) => each !== undefined).map((range) => ({ range, fields: fieldsIn(source, outline, range) }));
  // The part that names the phase counts; what it lacks may stand in the other.
  parts.sort((a, b) => Number(namesPhase(b.fields)) - Number(namesPhase(a.fields)));
  const fields = new Map<StateKey, Field>();
  const take = (from: ReadonlyMap<StateKey, Field>, keys: readonly StateKey[]): void => {
    for (const key of keys) {
      const field = from.get(key);
      if (field !== undefined && !fields.has(key)) fields.set(key, field);
    }
  };
  for (const each of parts) take(each.fields, POSITION);
  if (session !== undefined) take(fieldsIn(source, outline, session), SESSION);
  for (const each of parts) take(each.fields, SESSION);
  if (reference !== undefined) take(fieldsIn(source, outline, reference), ["current focus"]);
  return { fields, position: parts.find((each) => namesPhase(each.fields))?.range ?? section, session, outline };
}

function namesPhase(fields: ReadonlyMap<StateKey, Field>): boolean {
  return fields.has("phase") || fields.has("current phase");
}

/** From the title to the next heading; without a title there is no such part. */
function belowTitle(source: string, outline: Outline): Range | undefined {
  const index = outline.headings.findIndex(({ level }) => level === 1);
  const title = outline.headings[index];
  if (title === undefined) return undefined;
  return { start: title.range.end, end: outline.headings[index + 1]?.range.start ?? source.length };
}

/** The first of each key. A plain key starts with a capital: `status: x` is a line of some front matter. */
function fieldsIn(source: string, outline: Outline, within: Range): ReadonlyMap<StateKey, Field> {
  const fields = new Map<StateKey, Field>();
  for (const field of readFields(source, outline, within)) {
    const key = STATE_KEYS.find((each) => each === field.keyText.toLowerCase());
    if (key === undefined || fields.has(key) || (field.plain && !/^\p{Lu}/u.test(field.keyText))) continue;
    fields.set(key, field);
  }
  return fields;
}
