import { leadsOut } from "../planning/named-files.js";
import { scanJson } from "../planning/json-scan.js";
import { type Finding, quote } from "../planning/problems.js";

/** Characters of a JSON result; an agent that writes more has written something else than an answer. */
const MOST_JSON = 256 * 1024;

/** Characters of one text in a JSON result. */
const MOST_TEXT = 20_000;

/** A value of a JSON result and the names that lead to it. */
export interface JsonPlace {
  readonly value: unknown;
  readonly path: readonly string[];
}

/** A JSON result that is being read: what is wrong with it is collected, each with its place. */
export interface JsonReader {
  readonly root: JsonPlace;
  readonly findings: Finding[];
  /** Where the value of a place stands; `undefined` where it is not there. */
  readonly offsetOf: (path: readonly string[]) => number | undefined;
}

/**
 * Begins to read a JSON result; where it is no JSON, what is wrong with it.
 * @param most Characters: a file that DGS writes itself and people add to may be longer than an answer.
 */
export function openJson(source: string, most = MOST_JSON): JsonReader | readonly Finding[] {
  if (source.length > most) return [{ code: "result-too-long", offset: undefined, message: `It has ${String(source.length)} characters.`, remedy: `Write at most ${String(most)}: the most important first.` }];
  const { keys, fault } = scanJson(source, { lists: true });
  if (fault !== undefined) return [{ code: "result-not-json", offset: fault.offset, message: `This is not JSON: ${fault.message}.`, remedy: "Write JSON and nothing around it, no fence and no comment." }];
  const offsets = new Map(keys.map(({ path, value }) => [path.join("\0"), value]));
  const findings = keys.filter(({ repeated }) => repeated).map(({ path, key }): Finding => ({ code: "result-key-repeated", offset: key, message: `The key ${quote(path.at(-1) ?? "")} is there twice.`, remedy: "Say it once." }));
  const value: unknown = JSON.parse(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source);
  return { root: { value, path: [] }, findings, offsetOf: (path) => (path.length === 0 ? 0 : offsets.get(path.join("\0"))) };
}

/** Adds a finding about a place; where the place is not there, about what it belongs to. */
export function tell(reader: JsonReader, path: readonly string[], finding: Omit<Finding, "offset">): void {
  let at = path;
  while (at.length > 0 && reader.offsetOf(at) === undefined) at = at.slice(0, -1);
  reader.findings.push({ ...finding, offset: reader.offsetOf(at) });
}

/** The value of a key; `undefined` where the place is no object, which is told, or has no such key. */
export function fieldOf(reader: JsonReader, place: JsonPlace, key: string): JsonPlace | undefined {
  const { value } = place;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const told = reader.findings.some(({ code, offset }) => code === "result-shape" && offset === reader.offsetOf(place.path));
    if (!told) wrong(reader, place, "an object");
    return undefined;
  }
  return Object.hasOwn(value, key) ? { value: (value as Readonly<Record<string, unknown>>)[key], path: [...place.path, key] } : undefined;
}

/** The text of a key, on one line; the empty text where there is none, which is told unless the key may be left out. */
export function textField(reader: JsonReader, place: JsonPlace, key: string, may: "be left out" | "not be left out" = "not be left out"): string {
  const field = fieldOf(reader, place, key);
  if (field === undefined || (field.value === null && may === "be left out")) {
    if (may === "not be left out") missing(reader, place, key, "a text");
    return "";
  }
  return textOf(reader, field, may);
}

/** A place's own text, on one line. */
export function textOf(reader: JsonReader, place: JsonPlace, may: "be left out" | "not be left out" = "not be left out"): string {
  if (typeof place.value !== "string" || (may === "not be left out" && place.value.trim() === "")) {
    wrong(reader, place, "a text that says something");
    return "";
  }
  if (place.value.length > MOST_TEXT) tell(reader, place.path, { code: "result-too-long", message: `A text has ${String(place.value.length)} characters.`, remedy: `Write at most ${String(MOST_TEXT)}.` });
  return place.value.replace(/[\p{Cc}\s]+/gu, " ").trim();
}

/** One of some words. */
export function wordField<const Word extends string>(reader: JsonReader, place: JsonPlace, key: string, words: readonly Word[]): Word | undefined {
  const field = fieldOf(reader, place, key);
  const expected = `one of ${words.join(", ")}`;
  if (field === undefined) {
    missing(reader, place, key, expected);
    return undefined;
  }
  const word = words.find((each) => each === field.value);
  if (word === undefined) wrong(reader, field, expected);
  return word;
}

/** The entries of a list; none where there is no list, which is told unless the key may be left out. */
export function listField(reader: JsonReader, place: JsonPlace, key: string, may: "be left out" | "not be left out" = "not be left out"): readonly JsonPlace[] {
  const field = fieldOf(reader, place, key);
  if (field !== undefined) return listOf(reader, field);
  if (may === "not be left out") missing(reader, place, key, "a list; an empty one says that there is none");
  return [];
}

/** The entries of a place that is a list itself. */
export function listOf(reader: JsonReader, place: JsonPlace): readonly JsonPlace[] {
  if (Array.isArray(place.value)) return (place.value as readonly unknown[]).map((value, index) => ({ value, path: [...place.path, String(index)] }));
  wrong(reader, place, "a list");
  return [];
}

/** A path inside of the repository, as it is written: a name may have blanks. */
export function pathOf(reader: JsonReader, place: JsonPlace): string {
  const { value } = place;
  if (typeof value !== "string" || value.trim() === "" || /\p{Cc}/u.test(value)) {
    wrong(reader, place, "a path");
    return "";
  }
  const segments = value.split(/[\\/]/);
  if (leadsOut(value) || segments.includes("..") || segments.includes(".git")) tell(reader, place.path, { code: "result-path-outside", message: `${quote(value)} lies outside of the repository, or in git's own folder.`, remedy: "Name paths relative to the top folder of the repository, without `..`." });
  return value;
}

function missing(reader: JsonReader, place: JsonPlace, key: string, expected: string): void {
  if (typeof place.value !== "object" || place.value === null || Array.isArray(place.value)) return;
  tell(reader, place.path, { code: "result-shape", message: `The key "${key}" is missing.`, remedy: `Write ${expected} there.` });
}

function wrong(reader: JsonReader, place: JsonPlace, expected: string): void {
  tell(reader, place.path, { code: "result-shape", message: `${describe(place.value)} stands where ${expected} is expected.`, remedy: "Write it as the example shows." });
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "A list";
  return typeof value === "object" ? "An object" : quote(JSON.stringify(value));
}
