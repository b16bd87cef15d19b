import { positionAt, type Position } from "../text/lines.js";
import { CONFIG_KEYS, type ConfigKey } from "./config-keys.js";
import { findSetting } from "./config.js";
import { scanJson } from "./json-scan.js";

/** Tells where a configuration sets which key: the place of the value that counts. A key that is missing here has its default. */
export function configPlaces(source: string): ReadonlyMap<ConfigKey, Position> {
  const { keys, fault } = scanJson(source);
  if (fault !== undefined) return new Map();
  const json: unknown = JSON.parse(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source);
  if (typeof json !== "object" || json === null || Array.isArray(json)) return new Map();
  const places = (Object.keys(CONFIG_KEYS) as ConfigKey[]).flatMap((key): [ConfigKey, Position][] => {
    const setting = findSetting(key, json as Readonly<Record<string, unknown>>);
    const offset = setting === undefined ? undefined : keys.filter(({ path }) => path.join(".") === setting.spelling).at(-1)?.value;
    return offset === undefined ? [] : [[key, positionAt(source, offset)]];
  });
  return new Map(places);
}
