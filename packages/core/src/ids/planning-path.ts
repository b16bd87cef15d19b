/**
 * A path below the planning root: POSIX separators, relative, without `.` or `..` segments.
 *
 * Only {@link planningPath} makes one, so that no name read from a file can leave the root.
 */
export type PlanningPath = string & { readonly __planningPath: true };

/** Returns the path when it stays below the planning root, `undefined` when it is absolute, empty or climbs out of it. */
export function planningPath(text: string): PlanningPath | undefined {
  if (text === "" || text.startsWith("/") || /^[A-Za-z]:/.test(text) || text.includes("\\") || text.includes("\0")) return undefined;
  const segments = text.split("/");
  return segments.some((segment) => segment === "" || segment === "." || segment === "..") ? undefined : (text as PlanningPath);
}

/** Joins segments to a planning path; throws when they leave the root, which only a fault of the caller can do. */
export function joinPath(...segments: readonly string[]): PlanningPath {
  const joined = segments.filter((segment) => segment !== "").join("/");
  const path = planningPath(joined);
  if (path === undefined) throw new RangeError(`not a path below the planning root: ${JSON.stringify(joined)}`);
  return path;
}
