import type { Files, PlanningPath } from "@dgs/core";

/** Planning files that are only read, from texts by their paths. */
export function createMemoryFiles(texts: ReadonlyMap<string, string>): Files {
  return {
    list(folder) {
      const prefix = folder === "" ? "" : `${folder}/`;
      const names = [...texts.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).replace(/\/.*$/, "/"));
      return names.length === 0 ? undefined : [...new Set(names)].sort();
    },
    read: (path) => texts.get(path),
    head: (path: PlanningPath) => texts.get(path),
    write: () => Promise.reject(new Error("these files are only read")),
  };
}
