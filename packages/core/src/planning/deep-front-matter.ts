import { type FrontMatter, readFrontMatter } from "../markdown/front-matter.js";
import { parseYamlFrontMatter, type YamlFrontMatter } from "../markdown/yaml-front-matter.js";
import type { Problem } from "../problem.js";
import { positionAt } from "../text/lines.js";
import { pathProblem } from "./problems.js";
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
  const { value, problems } = parse(source, path);
  const broken = problems.filter(({ code }) => code === "front-matter-broken");
  // A line that belongs to no key is told by the line reader, with a better remedy.
  const strays = light.strays.map(({ start }) => positionAt(source, start));
  const told = broken.filter(({ at }) => !strays.some(({ line }) => line === at?.line));
  if (broken.length === 0) return { light, values: isMap(value) ? value : {}, problems: [] };
  const entries = [...light.entries.values()].map(({ key, range }): [string, unknown] => {
    const loose = readLooseYaml(source.slice(range.start, range.end));
    return [key, isMap(loose) ? loose[key] : undefined];
  });
  return { light, values: { ...(isMap(value) ? value : {}), ...Object.fromEntries(entries.filter(([, loose]) => loose !== undefined)) }, problems: told };
}

/** The YAML reader descends once for each level, and `- - - -` in a long row exhausts its stack. */
function parse(source: string, path: string): YamlFrontMatter {
  try {
    return parseYamlFrontMatter(source, path);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { value: undefined, problems: [pathProblem(path, "front-matter-broken", "The front matter is nested too deeply.", "Make it flatter.")] };
  }
}
