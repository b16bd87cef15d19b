import { basename, dirname } from "node:path";
import { refuse } from "@dgs/host";
import { isRefusal, locateRoot, type Place, type Refusal } from "@dgs/runtime";
import { refuseRunsOutside, runFolder } from "./run-record.js";

/** Finds the planning root, and the project, that a run's folder lies in. */
export function placeOfRun(folder: string): Place | Refusal {
  // .runs lies beside the folders of jobs, in the planning root or in one of its projects.
  const inProject = dirname(dirname(dirname(folder)));
  const alone = locateRoot({ cwd: inProject, root: inProject });
  const place = isRefusal(alone) ? locateRoot({ cwd: inProject, root: dirname(inProject), project: basename(inProject) }) : alone;
  if (isRefusal(place)) return place;
  const outside = refuseRunsOutside(place);
  if (outside !== undefined) return outside;
  return runFolder(place, basename(folder)) === folder ? place : refuse("run-unknown", `there is no run in ${folder}`, "Name one by its id.", folder);
}
