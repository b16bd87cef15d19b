/** Where a value stands in a JSON value: keys and indices from the outside in. */
export type Place = readonly (string | number)[];

/** Something that is not as it has to be. */
export interface Finding {
  readonly place: Place;
  readonly message: string;
}

/** Reads a value as one of its kind; what is wrong goes to `found`, and the answer is `undefined`. */
export type Shape<T> = (value: unknown, place: Place, found: Finding[]) => T | undefined;

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Shape<infer T> ? T : never };

/** A shape for whatever passes a test. */
export function valueThat<T>(expected: string, passes: (value: unknown) => value is T): Shape<T> {
  return (value, place, found) => {
    if (passes(value)) return value;
    found.push({ place, message: `${describe(value)} stands where ${expected} is expected` });
    return undefined;
  };
}

/** Any text. */
export const text = valueThat("a text", (value): value is string => typeof value === "string");

/** A text that is not empty. */
export const name = valueThat("a text that is not empty", (value): value is string => typeof value === "string" && value.trim() !== "");

/** A whole number from `least` on. */
export function wholeNumber(least: number): Shape<number> {
  return valueThat(`a whole number from ${String(least)} on`, (value): value is number => Number.isSafeInteger(value) && Number(value) >= least);
}

/** A number that is not negative. */
export const amount = valueThat("a number that is not negative", (value): value is number => typeof value === "number" && Number.isFinite(value) && value >= 0);

/** The value `true`; for what is left out rather than set to false. */
export const flag = valueThat("true", (value): value is true => value === true);

/** One of a closed list of texts. */
export function oneOf<const T extends string>(choices: readonly T[]): Shape<T> {
  return valueThat(`one of ${choices.join(", ")}`, (value): value is T => choices.some((choice) => choice === value));
}

/** A date and time as ISO 8601 with its offset from UTC. */
export const moment = valueThat(
  "a date and time like 2026-01-02T03:04:05Z",
  (value): value is string => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)),
);

/** A list of values of one shape. */
export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, place, found) => {
    if (!Array.isArray(value)) {
      found.push({ place, message: `${describe(value)} stands where a list is expected` });
      return undefined;
    }
    const items = value.map((item: unknown, i) => shape(item, [...place, i], found));
    return items.some((item) => item === undefined) ? undefined : (items as readonly T[]);
  };
}

/** An object with these keys. A key that it does not know is a finding, unless unknown keys are to be ignored. */
export function objectOf<R extends Fields, O extends Fields>(required: R, optional: O, unknownKeys: "refused" | "ignored" = "refused"): Shape<Values<R> & Partial<Values<O>>> {
  return (value, place, found) => {
    if (!isObject(value)) {
      found.push({ place, message: `${describe(value)} stands where an object is expected` });
      return undefined;
    }
    const before = found.length;
    const known = [...Object.keys(required), ...Object.keys(optional)];
    for (const key of Object.keys(required).filter((wanted) => !Object.hasOwn(value, wanted))) found.push({ place, message: `the key "${key}" is missing` });
    for (const key of Object.keys(value).filter((given) => unknownKeys === "refused" && !known.includes(given))) {
      found.push({ place: [...place, key], message: `the key ${quote(key)} is not known here; known are ${known.join(", ")}` });
    }
    const entries = known
      .filter((key) => Object.hasOwn(value, key))
      .map((key) => [key, (required[key] ?? optional[key])?.(value[key], [...place, key], found)] as const);
    return found.length > before ? undefined : (Object.fromEntries(entries) as Values<R> & Partial<Values<O>>);
  };
}

/** Tells a JSON object from everything else. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Writes a place as a person would: `entries[2].changes[0].path`. */
export function formatPlace(place: Place): string {
  return place.map((part, i) => (typeof part === "number" ? `[${String(part)}]` : `${i === 0 ? "" : "."}${part}`)).join("");
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : quote(value);
}

function quote(value: unknown): string {
  const shown = JSON.stringify(value);
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}
