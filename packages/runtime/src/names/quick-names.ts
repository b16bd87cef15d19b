import { type Files, slugOfQuickPath } from "@dgs/core";
import { findOpenQuickPaths } from "../find-quick-paths.js";
import type { Place } from "../place.js";
import { isFileRefusal } from "../refusal.js";
import { eachOnce, type KnownName } from "./known-name.js";

/** Names the quicks that have not ended, the last first, by their slugs; one whose slug another has by its id. Of each only the first lines are read. */
export function quickNames(files: Files, place: Place): readonly KnownName[] {
  const paths = findOpenQuickPaths(files, place);
  if (isFileRefusal(paths)) return [];
  const slugs = paths.map(slugOfQuickPath);
  return eachOnce(paths.map((path) => {
    const slug = slugOfQuickPath(path);
    const id = path.split("/").at(-2) ?? slug;
    return slugs.filter((each) => each === slug).length === 1 ? { name: slug, says: id } : { name: id, says: "quick" };
  }).reverse());
}
