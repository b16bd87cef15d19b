import { wordsOf, type GateScripts, isCalled, parseObject, recipesOf, scriptsOfManifest } from "./gate-scripts.js";
import { compareConfiguration } from "./compare-configuration.js";
import { changedLines, splitLines } from "./line-changes.js";
import type { GateFinding } from "./types.js";

/** What lets a script end well whatever happened, or leaves something out. */
const NEUTRAL = /\|\||\bexit\b|\btrue\b|\becho\b|\bset[ \t]+\+e\b|\breturn\b|^[ \t]*:|;|&(?!&)|\|(?!\|)|--?(?:passWithNoTests|exclude|ignore|bail|deselect|testNamePattern|testPathIgnorePatterns|testPathPattern|grep|invert|retry|retries|reruns|skip|only|changed|onlyChanged|related|if-present|no-\w+|force\w*|maxfail|co|collect-only|dry-run|list\w*|update\w*|u|t|k|m|g|x|run|[\w-]*(?:pattern|filter|only|skip|match|grep|tags?|shard|project|include|name)[\w-]*|import|require|loader)\b|\bnot\b|\bskip/i;

const quoted = (text: string): string => `"${text.replace(/\s+/g, " ").trim().slice(0, 160)}"`;

/** Compares a script with what it became; `name` is how the finding calls it. */
function compareScript(name: string, before: string, after: string | undefined): readonly GateFinding[] {
  if (after === undefined) return [{ kind: "script-changed", severity: "person", text: `${name} is gone; it was ${quoted(before)}.` }];
  const [old, fresh] = [before.trim().split(/\s+/), after.trim().split(/\s+/)];
  if (old.join(" ") === fresh.join(" ")) return [];
  const added = addedWords(old, fresh);
  const harmless = added !== undefined && !NEUTRAL.test(added.join(" ")) && !narrows(old, fresh);
  return [{ kind: "script-changed", severity: harmless ? "listed" : "person", text: `${name} was ${quoted(before)} and is ${quoted(after)}.` }];
}

/** The words that came to a command that otherwise stayed; `undefined` where one is gone. */
function addedWords(old: readonly string[], fresh: readonly string[]): string[] | undefined {
  const added: string[] = [];
  let at = 0;
  for (const word of fresh) {
    if (word === old[at]) at++;
    else added.push(word);
  }
  return at === old.length ? added : undefined;
}

/** A path or a pattern of paths, as runners take them for all that is to be run. */
const PATH = /[/*]|\.(?:[cm]?[jt]sx?|py|go|rb|rs|php|java)$/;

/** Whether a command that named no file names something now. What stands behind an option may be its value. */
function narrows(old: readonly string[], fresh: readonly string[]): boolean {
  const named = (words: readonly string[]): number => words.filter((word, at) => at > 0 && !/^-|^(?:run|test)$/.test(word) && (PATH.test(word) || !(words[at - 1] ?? "").startsWith("-"))).length;
  return named(fresh) > named(old) && !old.slice(1).some((word) => PATH.test(word));
}

/** The settings of runners that a manifest may hold. */
const EMBEDDED = ["jest", "vitest", "mocha", "ava", "nyc", "c8", "tap", "babel", "cypress", "wireit", "nx", "extra"] as const;

/** Compares the scripts of a manifest that the gate calls, and the settings of runners in it; all else in it is none of the gate's. */
export function compareManifest(path: string, before: string, after: string, { words }: GateScripts): readonly GateFinding[] {
  const [old, fresh] = [parseObject(before), parseObject(after)];
  if (old === undefined || fresh === undefined) return [{ kind: "not-understood", severity: "person", text: `${path} cannot be read as JSON, before or after.` }];
  const [scripts, now] = [scriptsOfManifest(before) ?? {}, scriptsOfManifest(after) ?? {}];
  const changed = Object.entries(scripts).filter(([name]) => isCalled(name, words)).flatMap(([name, script]) => compareScript(`The script \`${name}\``, script, now[name]));
  const hooks = Object.keys(now).filter((name) => scripts[name] === undefined && /^(?:pre|post)/.test(name) && isCalled(name, words)).map((name): GateFinding => ({ kind: "script-changed", severity: "person", text: `The script \`${name}\` is new and runs beside one of the gate: ${quoted(now[name] ?? "")}.` }));
  const settings = EMBEDDED.flatMap((key) => compareConfiguration(`${key}.json`, old[key] === undefined ? "" : JSON.stringify(old[key], null, 1), fresh[key] === undefined ? "" : JSON.stringify(fresh[key], null, 1)));
  return [...changed, ...hooks, ...settings];
}

/** Compares the recipes that the gate calls, with what they need, and the variables that recipes may use. */
export function compareMakefile(before: string, after: string, { words }: GateScripts): readonly GateFinding[] {
  const [old, fresh] = [recipesOf(before), recipesOf(after)];
  const called = new Set([...old.keys()].filter((name) => words.has(name)));
  for (const name of called) for (const word of wordsOf(old.get(name)?.split("\n")[0] ?? "")) if (old.has(word)) called.add(word);
  const recipes = [...called].flatMap((name) => compareScript(`The target \`${name}\``, old.get(name) ?? "", fresh.get(name)));
  const variables = (text: string): string[] => splitLines(text).filter((line) => /^(?:export[ \t]+|override[ \t]+)?[\w.]+[ \t]*[:?+!]?=|^-?include\b|^\.(?:IGNORE|SHELLFLAGS|ONESHELL)/.test(line));
  const settings = changedLines(variables(before), variables(after)).flatMap(({ removed, added }): GateFinding[] => (called.size === 0 ? [] : [{ kind: "script-changed", severity: "person", text: `A variable of the makefile is another one: ${quoted([...removed, ...added].join("; "))}.` }]));
  return [...recipes, ...settings];
}

/** Compares a script file that the gate runs. */
export function compareScriptFile(before: string, after: string): readonly GateFinding[] {
  const code = (text: string): string[] => splitLines(text).map((line) => line.trim()).filter((line) => line !== "" && !/^#(?!!)|^\/\//.test(line));
  return changedLines(code(before), code(after)).map(({ removed, added }): GateFinding => {
    if (removed.length > 0) return { kind: "script-changed", severity: "person", text: `A line of a script that the gate runs is gone or another one: ${quoted(removed[0] ?? "")}.` };
    return { kind: "script-changed", severity: added.some((line) => NEUTRAL.test(line)) ? "person" : "listed", text: `A line of a script that the gate runs is new: ${quoted(added.find((line) => NEUTRAL.test(line)) ?? added[0] ?? "")}.` };
  });
}
