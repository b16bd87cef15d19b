import { type FileRefusal, type Files, joinPath, type PlanningPath, type Quick, quickMachine, slugify, slugOfQuickPath } from "@dgs/core";
import { findOpenQuickPaths, findQuickPaths, quickIdOf } from "./find-quick-paths.js";
import type { Place } from "./place.js";
import { fileRefusal, isFileRefusal, refuse, type Refusal } from "./refusal.js";

/** Reads the text that the quick machine works on. */
export function loadQuickTexts(files: Files, path: PlanningPath): ReadonlyMap<PlanningPath, string> | FileRefusal {
  const text = files.read(path);
  if (typeof text === "object") return text;
  return text === undefined ? { type: "refused", code: "missing", path, message: "it is not there any more", remedy: "Restore the file from git, or start the work again with `dgs quick`." } : new Map([[path, text]]);
}

/** Reads one quick. */
function readQuickAt(files: Files, path: PlanningPath): Quick | FileRefusal {
  const texts = loadQuickTexts(files, path);
  return texts instanceof Map ? quickMachine.read({ path, texts }) : (texts as FileRefusal);
}

/** Reads the quicks that have neither been completed nor abandoned. Those that have are told by their first lines, and read no further. */
export function readOpenQuicks(files: Files, place: Pick<Place, "project">): readonly Quick[] | FileRefusal {
  const paths = findOpenQuickPaths(files, place);
  if (isFileRefusal(paths)) return paths;
  const open: Quick[] = [];
  for (const path of paths) {
    const quick = readQuickAt(files, path);
    if (isFileRefusal(quick)) return quick;
    if (quick.status !== "completed" && quick.status !== "abandoned") open.push(quick);
  }
  return open;
}

/** Finds the quick that a person means by its id, its slug or its title; of several with one slug or title the last that has not ended, or else the last. */
export function findQuick(files: Files, place: Pick<Place, "project">, wanted: string): Quick | Refusal {
  const paths = findQuickPaths(files, place);
  if (isFileRefusal(paths)) return fileRefusal(paths);
  const named = paths.filter((path) => quickIdOf(path) === wanted);
  const likely = named.length > 0 ? named : paths.filter((path) => slugOfQuickPath(path) === wanted || slugOfQuickPath(path) === slugify(wanted));
  const found: Quick[] = [];
  for (const path of likely) {
    const quick = readQuickAt(files, path);
    if (isFileRefusal(quick)) return fileRefusal(quick);
    found.push(quick);
  }
  const open = found.filter(({ status }) => status !== "completed" && status !== "abandoned");
  return open.at(-1) ?? found.at(-1) ?? refuse("no-such-quick", `there is no quick ${JSON.stringify(wanted)}`, paths.length === 0 ? "Start one with `dgs quick \"title\"`." : `Name it by its id or its title; the last one is ${quickIdOf(paths.at(-1) ?? "")}.`, { at: joinPath(place.project, "quick") });
}

/** Where the accepted summary of a quick lies: beside its file. */
export function summaryPathOfQuick(path: PlanningPath): PlanningPath {
  return joinPath(path.replace(/-(?:QUICK|COMPLETION)\.md$/, "-SUMMARY.md"));
}
