import type { Profile } from "../roles/profile.js";
import type { TextEdit } from "../text/edit.js";
import { scanJson } from "./json-scan.js";

/**
 * Returns the edits that set `model_profile` in the text of a configuration, and change no other byte: its value where it is set (the last
 * one where it is set twice, as that one counts), else a new key in front of the first one. The text has to be one that `readConfig` finds no error in.
 */
export function setModelProfile(source: string, profile: Profile): readonly TextEdit[] {
  const { keys, fault } = scanJson(source);
  const open = source.indexOf("{");
  if (fault !== undefined || open === -1) throw new RangeError("setModelProfile: the text is no configuration");
  const set = keys.filter(({ path }) => path.length === 1 && path[0] === "model_profile").at(-1);
  if (set !== undefined) {
    const old = /"(?:[^"\\]|\\.)*"/y;
    old.lastIndex = set.value;
    const length = old.exec(source)?.[0].length;
    if (length === undefined) throw new RangeError("setModelProfile: model_profile is no text");
    return [{ start: set.value, end: set.value + length, text: JSON.stringify(profile) }];
  }
  const entry = `"model_profile": ${JSON.stringify(profile)}`;
  const [first] = keys;
  if (first === undefined) return [{ start: open + 1, end: open + 1, text: entry }];
  // What stands between the brace and the first key stands between the new key and that one, too: a line and its indentation.
  return [{ start: first.key, end: first.key, text: `${entry},${source.slice(open + 1, first.key)}` }];
}
