import type { Profile } from "../roles/profile.js";
import { applyEdits, type TextEdit } from "../text/edit.js";
import type { ConfigKey } from "./config-keys.js";
import { scanJson } from "./json-scan.js";

/**
 * Returns the edits that set `model_profile` in the text of a configuration, and change no other byte: its value where it is set (the last
 * one where it is set twice, as that one counts), else a new key in front of the first one. The text has to be one that `readConfig` finds no error in.
 */
export function setModelProfile(source: string, profile: Profile): readonly TextEdit[] {
  return setKey(source, ["model_profile"], profile);
}

/** Returns the text of a configuration with some settings set, as {@link setModelProfile} does it: one with a section stands in that section where the file has it. */
export function setConfigKeys(source: string, values: Readonly<Partial<Record<ConfigKey, string | boolean>>>): string {
  return Object.entries(values).reduce((text, [key, value]) => applyEdits(text, setKey(text, placeOf(text, key), value)), source);
}

/** The names that lead to a key: as it is set, else in its section where there is one, else with its dots. */
function placeOf(source: string, key: string): readonly string[] {
  const { keys } = scanJson(source);
  const dot = key.indexOf(".");
  const nested = dot < 0 ? [key] : [key.slice(0, dot), key.slice(dot + 1)];
  const isSet = (path: readonly string[]): boolean => keys.some((each) => each.path.join("\0") === path.join("\0"));
  if (isSet([key])) return [key];
  const section = keys.filter(({ path }) => path.length === 1 && path[0] === nested[0]).at(-1);
  return isSet(nested) || (section !== undefined && source[section.value] === "{") ? nested : [key];
}

function setKey(source: string, path: readonly string[], value: string | boolean): readonly TextEdit[] {
  const { keys, fault } = scanJson(source);
  const above = path.slice(0, -1).join("\0");
  const open = above === "" ? source.indexOf("{") : (keys.filter((each) => each.path.join("\0") === above).at(-1)?.value ?? -1);
  if (fault !== undefined || open === -1) throw new RangeError("the text is no configuration");
  const set = keys.filter((each) => each.path.join("\0") === path.join("\0")).at(-1);
  if (set !== undefined) {
    const old = typeof value === "string" ? /"(?:[^"\\]|\\.)*"/y : /true|false/y;
    old.lastIndex = set.value;
    const length = old.exec(source)?.[0].length;
    if (length === undefined) throw new RangeError(`${path.join(".")} has a value of another kind`);
    return [{ start: set.value, end: set.value + length, text: JSON.stringify(value) }];
  }
  const entry = `${JSON.stringify(path.at(-1))}: ${JSON.stringify(value)}`;
  const first = keys.find((each) => each.path.length === path.length && each.path.slice(0, -1).join("\0") === above);
  if (first === undefined) return [{ start: open + 1, end: open + 1, text: entry }];
  // What stands between the brace and the first key stands between the new key and that one, too: a line and its indentation.
  return [{ start: first.key, end: first.key, text: `${entry},${source.slice(open + 1, first.key)}` }];
}
