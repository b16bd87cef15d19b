import { CONFIG_FILES, type Config, DEFAULT_NAMING, type Files, joinPath, type NamingRules, type PlanningPath, type Problem, readConfig } from "@dgs/core";
import type { Place } from "./place.js";
import { fileRefusal, isRefusal, problemRefusal, type Refusal } from "./refusal.js";

/** Reads the configuration of a product; errors in it are a refusal, for nobody should run with settings that were not meant. */
export function loadConfig(files: Files, place: Place): { readonly config: Config; readonly problems: readonly Problem[] } | Refusal {
  const file = findConfig(files, place);
  if (isRefusal(file)) return file;
  const reading = readConfig(file?.text, file?.path ?? "config.json");
  return problemRefusal(reading.problems) ?? reading;
}

/** Finds the configuration file that counts, with its text; `undefined` where there is none. */
export function findConfig(files: Files, place: Place): { readonly path: PlanningPath; readonly text: string } | undefined | Refusal {
  const folders = place.project === "" ? [""] : ["", place.project];
  for (const folder of folders) {
    for (const name of CONFIG_FILES) {
      const path = joinPath(folder, name);
      const text = files.read(path);
      if (typeof text === "object") return fileRefusal(text);
      if (text !== undefined) return { path, text };
    }
  }
  return undefined;
}

/** Returns how a project names its phases. */
export function namingOf(config: Config): NamingRules {
  return {
    ...DEFAULT_NAMING,
    ...(config.phase_naming === "custom" ? { naming: "custom" as const } : {}),
    ...(config.project_code === undefined ? {} : { code: config.project_code }),
  };
}

/** Reads how a project names its phases; where its configuration cannot be read, as a project does that configures nothing. */
export function loadNaming(files: Files, place: Place): NamingRules {
  const loaded = loadConfig(files, place);
  return isRefusal(loaded) ? DEFAULT_NAMING : namingOf(loaded.config);
}
