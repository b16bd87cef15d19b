import { basename, dirname, join, resolve } from "node:path";
import { isProjectListing, joinPath, planningPath, possibleProjects } from "@dgs/core";
import { listFolder } from "./disk.js";
import type { Place } from "./place.js";
import { refuse, type Refusal } from "./refusal.js";

/** The names that a planning folder can have; new ones get the first. (design 3.1) */
export const PLANNING_FOLDERS = [".planning", ".gsd"] as const;

/** Where to look for the planning folder. */
export interface RootInput {
  readonly cwd: string;
  /** `--root`: the folder that holds the planning folder, or the planning folder itself. */
  readonly root?: string;
  /** `DGS_ROOT`, counts where `--root` is not given. */
  readonly envRoot?: string;
  /** `--project`: the project of a product with several. */
  readonly project?: string;
}

/** Finds the planning root: in the folder that was named, else in this folder or the nearest above it. */
export function locateRoot(input: RootInput): Place | Refusal {
  const found = findRoot(input);
  if (found === undefined || "type" in found) {
    return found ?? refuse("no-planning-folder", `there is no planning folder in ${input.cwd} or above it`, "Run `dgs new-project` in your repository, which asks what it is about, or `dgs init`, which makes the folder alone; or name the folder with --root.", { at: input.cwd });
  }
  return chooseProject(found, input.project);
}

/** Returns the names of the projects of a product; none where there is no planning root, or where it is the project itself. */
export function projectNames(input: Omit<RootInput, "project">): readonly string[] {
  const found = findRoot(input);
  return found === undefined || "type" in found ? [] : projectsIn(found.root);
}

function findRoot({ root, envRoot, cwd }: RootInput): Root | Refusal | undefined {
  const named = root ?? envRoot;
  return named === undefined || named === "" ? findAbove(resolve(cwd)) : findIn(resolve(cwd, named), true);
}

type Root = Pick<Place, "base" | "root">;

function findAbove(folder: string): Root | Refusal | undefined {
  const found = findIn(folder, false);
  if (found !== undefined) return found;
  const parent = dirname(folder);
  return parent === folder ? undefined : findAbove(parent);
}

function findIn(folder: string, named: boolean): Root | Refusal | undefined {
  const names = listFolder(folder);
  if (names === undefined) return named ? refuse("no-such-folder", `there is no folder ${folder}`, "Correct --root or DGS_ROOT.", { at: folder }) : undefined;
  const present = PLANNING_FOLDERS.filter((name) => names.includes(`${name}/`));
  if (present.length > 1) {
    return refuse("two-planning-folders", `${folder} has both ${PLANNING_FOLDERS.join(" and ")}`, `Choose one: --root ${join(folder, ".planning")} or --root ${join(folder, ".gsd")}.`, { at: folder });
  }
  const [name] = present;
  if (name !== undefined) return { base: folder, root: join(folder, name) };
  if (!named) return undefined;
  if (PLANNING_FOLDERS.some((each) => each === basename(folder))) return { base: dirname(folder), root: folder };
  return refuse("no-planning-folder", `${folder} has neither ${PLANNING_FOLDERS.join(" nor ")}`, "Run `dgs new-project` or `dgs init` there, or correct --root.", { at: folder });
}

/** Returns the names of the folders in a planning root that are projects; none where the root is the project itself. */
export function projectsIn(root: string, names: readonly string[] = listFolder(root) ?? []): readonly string[] {
  return possibleProjects(names).filter((name) => planningPath(name) !== undefined && isProjectListing(listFolder(join(root, name)) ?? []));
}

function chooseProject(found: Root, wanted: string | undefined): Place | Refusal {
  const names = listFolder(found.root) ?? [];
  const projects = projectsIn(found.root, names);
  if (wanted !== undefined) {
    if (projects.includes(wanted)) return { ...found, project: joinPath(wanted) };
    const known = projects.length === 0 ? "it has no projects" : `its projects are ${projects.join(", ")}`;
    return refuse("unknown-project", `the product has no project ${JSON.stringify(wanted)}: ${known}`, "Correct --project, or leave it out.", { at: found.root });
  }
  if (isProjectListing(names) || projects.length === 0) return { ...found, project: "" };
  const [only, ...others] = projects;
  if (only !== undefined && others.length === 0) return { ...found, project: joinPath(only) };
  return refuse("several-projects", `the product has several projects: ${projects.join(", ")}`, "Name one with --project.", { at: found.root });
}
