import type { PlanningPath } from "../ids/planning-path.js";
import { childPath, milestonesFolder, parseArchiveName, phasesFolder, type ProjectFolder } from "./layout.js";

/** Names in folders, as `Files.list` gives them: folders end in `/`; `undefined` stands for a folder that is not there. */
export type Listings = ReadonlyMap<string, readonly string[] | undefined>;

/** A milestone folder of gsd-2 (`milestones/M001/slices/…`), which DGS does not carry out. */
export const GSD2_MILESTONE = /^M\d{2,5}(?:-.*)?$/;

/**
 * Returns the folders whose names are still needed to find a project's phases: list them, add them, ask again
 * until nothing is wanted. Three rounds do for the usual layouts.
 */
export function wantedFolders(known: Listings, project: ProjectFolder = ""): PlanningPath[] {
  const wanted: PlanningPath[] = [];
  const visit = (folder: PlanningPath | undefined, below: (name: string, folder: PlanningPath) => void): void => {
    if (folder === undefined) return;
    if (!known.has(folder)) wanted.push(folder);
    for (const name of known.get(folder) ?? []) if (name.endsWith("/") && !name.startsWith(".")) below(name.slice(0, -1), folder);
  };
  const visitPhase = (name: string, folder: PlanningPath): void => {
    visit(childPath(folder, name), (inner, phase) => {
      if (inner === "plans") visit(childPath(phase, inner), () => undefined);
    });
  };
  const visitAll = (name: string, folder: PlanningPath): void => { visit(childPath(folder, name), visitAll); };
  visit(phasesFolder(project), visitPhase);
  visit(milestonesFolder(project), (name, folder) => {
    if (parseArchiveName(name) !== undefined) visit(childPath(folder, name), visitPhase);
    else if (GSD2_MILESTONE.test(name)) visitAll(name, folder);
  });
  return wanted;
}
