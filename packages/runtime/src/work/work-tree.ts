import { relative, sep } from "node:path";
import type { Place } from "../place.js";
import type { CodeRepo } from "./repos.js";

/** The folder in which agents change one repo, and its branch. */
export interface WorkTree {
  readonly repo: CodeRepo;
  /** Absolute. */
  readonly path: string;
  /** The branch it is on; `undefined` where HEAD is detached. */
  readonly branch: string | undefined;
  /** Whether DGS made the folder: then nobody else's work is in it. */
  readonly own: boolean;
}

/** The planning folder relative to a tree, when the tree is of the repository that holds it. */
export function planningIn(place: Pick<Place, "root">, tree: Pick<WorkTree, "repo">): string | undefined {
  const path = relative(tree.repo.path, place.root);
  return path === "" || path.startsWith("..") ? undefined : path.split(sep).join("/");
}
