import { type FrontMatter, readFrontMatter } from "../markdown/front-matter.js";
import { parseYamlFrontMatter } from "../markdown/yaml-front-matter.js";
import type { Problem } from "../problem.js";
import { readLooseYaml } from "./loose-yaml.js";
import { isMap, type YamlMap } from "./yaml-value.js";

/** A front matter with all that it nests. */
export interface DeepFrontMatter {
  /** By lines: texts as they are written. */
  readonly light: FrontMatter;
  /** By key, with maps and lists; empty where there is no front matter. */
  readonly values: YamlMap;
  /** Where it is no YAML; each key is then read by its indentation. */
  readonly problems: readonly Problem[];
}

/** Reads the front matter of a text as YAML, and what is no YAML as well as it can be. */
export function readDeepFrontMatter(source: string, path: string): DeepFrontMatter {
  const light = readFrontMatter(source);
  if (light.range === undefined) return { light, values: {}, problems: [] };
  const { value, problems } = parseYamlFrontMatter(source, path);
  const broken = problems.filter(({ code }) => code === "front-matter-broken");
  if (broken.length === 0) return { light, values: isMap(value) ? value : {}, problems: [] };
  const entries = [...light.entries.values()].map(({ key, range }): [string, unknown] => {
    const loose = readLooseYaml(source.slice(range.start, range.end));
    return [key, isMap(loose) ? loose[key] : undefined];
  });
  return { light, values: { ...(isMap(value) ? value : {}), ...Object.fromEntries(entries.filter(([, loose]) => loose !== undefined)) }, problems: broken };
}
