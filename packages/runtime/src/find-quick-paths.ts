import { type FileRefusal, type Files, isQuickPath, joinPath, planningPath, type PlanningPath } from "@dgs/core";
import type { Place } from "./place.js";
import { isFileRefusal } from "./refusal.js";

/** Finds the files of all quicks of a project, in the order of their ids. Folders of other tools, which hold no such file, are passed over. */
export function findQuickPaths(files: Files, place: Pick<Place, "project">): readonly PlanningPath[] | FileRefusal {
  const folder = joinPath(place.project, "quick");
  const names = files.list(folder);
  if (isFileRefusal(names)) return names;
  const paths: PlanningPath[] = [];
  for (const name of names ?? []) {
    if (!name.endsWith("/")) continue;
    // A name that no planning path can have is not of DGS's making, either.
    const inside = planningPath(`${folder}/${name.slice(0, -1)}`);
    if (inside === undefined) continue;
    const own = files.list(inside);
    if (isFileRefusal(own)) return own;
    paths.push(...(own ?? []).flatMap((each) => planningPath(`${inside}/${each}`) ?? []).filter(isQuickPath));
  }
  return paths;
}

/** Finds the files of the quicks whose first lines do not say that they were completed or abandoned. */
export function findOpenQuickPaths(files: Files, place: Pick<Place, "project">): readonly PlanningPath[] | FileRefusal {
  const paths = findQuickPaths(files, place);
  return isFileRefusal(paths) ? paths : paths.filter((path) => {
    const head = files.head(path);
    return typeof head !== "string" || !ENDED.test(head);
  });
}

const ENDED = /^- \*\*Status:\*\* (?:completed|abandoned)\r?$/m;

/** The id of a quick, as the name of its file says. */
export function quickIdOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/-(?:QUICK|COMPLETION)\.md$/, "");
}
