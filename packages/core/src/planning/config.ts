import type { Problem } from "../problem.js";
import { CONFIG_ALIASES, CONFIG_KEYS, type ConfigKey, OTHER_TOOLS_KEYS } from "./config-keys.js";
import type { ConfigKind } from "./config-kind.js";
import { type JsonKey, scanJson } from "./json-scan.js";
import { type Finding, placeFindings, quote } from "./problems.js";

/** What a configuration file says, key by key; a key that it does not set has its default. */
export type Config = { readonly [K in ConfigKey]: (typeof CONFIG_KEYS)[K] extends ConfigKind<infer T> ? T : never };

/** A configuration with what is to be said about its file. */
export interface ConfigReading {
  readonly config: Config;
  readonly problems: readonly Problem[];
}

type Json = Readonly<Record<string, unknown>>;

const KEYS = Object.keys(CONFIG_KEYS) as ConfigKey[];

/** What a product works with that has no configuration file. */
export const DEFAULT_CONFIG: Config = Object.freeze(Object.fromEntries(KEYS.map((key) => [key, CONFIG_KEYS[key].fallback])) as unknown as Config);

/**
 * Reads `dgs.config.json` or `config.json`; `undefined` stands for a file that is not there.
 *
 * A file that is no JSON, and a value that a key cannot have, are errors: the defaults are returned, but nobody
 * should work with them as if they had been asked for. Unknown keys are told and stay in the file.
 */
export function readConfig(source: string | undefined, path: string): ConfigReading {
  if (source === undefined) return { config: DEFAULT_CONFIG, problems: [] };
  const { keys, fault } = scanJson(source);
  if (fault !== undefined) {
    const finding: Finding = { code: "config-syntax", offset: fault.offset, message: `This is not JSON: ${fault.message}.`, remedy: "Correct the file; until then it says nothing." };
    return { config: DEFAULT_CONFIG, problems: placeFindings(path, source, [finding]) };
  }
  const json: unknown = JSON.parse(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    const finding: Finding = { code: "config-syntax", offset: 0, message: "The configuration has to be an object.", remedy: "Write the settings between `{` and `}`." };
    return { config: DEFAULT_CONFIG, problems: placeFindings(path, source, [finding]) };
  }
  const findings = keys.flatMap((key) => findingsOf(key, json as Json));
  const config = Object.fromEntries(KEYS.map((key) => [key, valueOf(key, json as Json, keys, findings)])) as unknown as Config;
  return { config, problems: placeFindings(path, source, findings) };
}

/** Returns the text of a new configuration file: the keys that people change most, with their defaults where nothing else is wanted. */
export function renderDefaultConfig(wanted: Partial<Config> = {}): string {
  const shown: readonly ConfigKey[] = [
    ...(["mode", "model_profile", "commit_docs", "parallelization.enabled", "parallelization.max_concurrent_agents", "git.worktrees"] as const),
    ...(["git.branching_strategy", "workflow.research", "workflow.plan_check", "workflow.verifier", "limits.agent_minutes", "limits.step_attempts", "tests.timeout_seconds"] as const),
  ];
  const json: Record<string, unknown> = {};
  const more = KEYS.filter((key) => wanted[key] !== undefined && !shown.includes(key));
  for (const key of [...shown, ...more]) {
    const value = wanted[key] ?? CONFIG_KEYS[key].fallback;
    const [section = key, name] = key.split(".");
    if (name === undefined) json[section] = value;
    else json[section] = { ...(json[section] as object | undefined), [name]: value };
  }
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function valueOf(key: ConfigKey, json: Json, keys: readonly JsonKey[], findings: Finding[]): unknown {
  const kind: ConfigKind<unknown> = CONFIG_KEYS[key];
  const found = findSetting(key, json);
  if (found === undefined) return kind.fallback;
  const read = kind.read(found.value);
  if (read !== undefined) return read.value;
  const offset = keys.filter(({ path }) => path.join(".") === found.spelling).at(-1)?.value;
  const message = `${found.spelling} is ${quote(JSON.stringify(found.value))}, and has to be ${kind.expects}.`;
  findings.push({ code: "config-value-unusable", offset, message, remedy: "Write a value it can have, or take the key out to get the default." });
  return kind.fallback;
}

/** Finds the value of a key that counts, in whichever of its spellings it stands; `undefined` where the file does not set it. */
export function findSetting(key: ConfigKey, json: Json): { readonly spelling: string; readonly value: unknown } | undefined {
  for (const spelling of spellingsOf(key)) {
    const found = lookUp(json, spelling);
    // A section of its own stands where an older file has the plain value.
    if (found !== undefined && !(isSection(spelling) && typeof found.value === "object" && found.value !== null)) return { spelling, value: found.value };
  }
  return undefined;
}

function spellingsOf(key: ConfigKey): readonly string[] {
  const all = [key, ...(CONFIG_ALIASES[key] ?? [])];
  return [...all.filter((spelling) => !spelling.includes(".")), ...all.filter((spelling) => spelling.includes("."))];
}

/** Finds a key as it is spelled, with its dots, and then in the section that the part before a dot names; sections may lie in sections. */
function lookUp(json: Json, spelling: string): { readonly value: unknown } | undefined {
  if (Object.hasOwn(json, spelling)) return { value: json[spelling] };
  for (let dot = spelling.indexOf("."); dot !== -1; dot = spelling.indexOf(".", dot + 1)) {
    const section = spelling.slice(0, dot);
    const inner = Object.hasOwn(json, section) ? json[section] : undefined;
    const found = typeof inner === "object" && inner !== null ? lookUp(inner as Json, spelling.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function findingsOf({ path, key, repeated }: JsonKey, json: Json): Finding[] {
  const name = path.join(".");
  if (repeated) return [{ code: "config-key-repeated", offset: key, message: `${quote(name)} is set a second time, and only the last one counts.`, remedy: "Take one of the two out." }];
  // Below a key that is known or was told, everything is its value; a section is judged key by key.
  if (path.length > 1 && !isSection(path.slice(0, -1).join("."))) return [];
  if (isKnown(name) || (isSection(name) && typeof lookUp(json, name)?.value === "object")) return [];
  return [{ code: "config-key-unknown", offset: key, message: `DGS knows no setting ${quote(name)}; it stays as it is and has no effect.`, remedy: "Check the spelling, or leave it for the tool that reads it." }];
}

const SPELLINGS: ReadonlySet<string> = new Set(KEYS.flatMap(spellingsOf));

/** Everything that stands before a dot: `agents`, and `agents.models`. */
const SECTIONS: ReadonlySet<string> = new Set([...SPELLINGS, ...OTHER_TOOLS_KEYS].flatMap((key) => key.split(".").slice(0, -1).map((_, index, parts) => parts.slice(0, index + 1).join("."))));

function isSection(name: string): boolean {
  return SECTIONS.has(name);
}

function isKnown(name: string): boolean {
  return SPELLINGS.has(name) || OTHER_TOOLS_KEYS.has(name);
}
