import type { FrontMatter } from "../markdown/front-matter.js";
import type { Problem } from "../problem.js";
import { positionAt } from "../text/lines.js";
import { textsOf } from "./front-matter-text.js";
import type { PlanReference } from "./plan-brief.js";
import type { PlanTask } from "./plan-types.js";
import { pathProblem, quote } from "./problems.js";

/** Returns every file that a plan says it changes, in `files_modified` and in its tasks, once each, with the place where it is named first. */
export function readNamedFiles(source: string, frontMatter: FrontMatter, tasks: readonly PlanTask[]): readonly PlanReference[] {
  const listed = (textsOf(frontMatter, [], "files_modified", "files-modified") ?? []).map(({ text, range }) => ({ text, at: positionAt(source, range.start) }));
  const all = [...listed, ...tasks.flatMap(({ files, at }) => files.map((text) => ({ text, at })))];
  const seen = new Set<string>();
  return all.filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** Returns a file's name in a plan as a path with `/`: without quotes, and without a remark in parentheses behind it. */
export function plainFileName(text: string): string {
  return text.replace(/^[\s`"']+|[\s`"']+$/g, "").replace(/\s+\([^()]*\)$/, "").replace(/[`"']+$/, "").replaceAll("\\", "/");
}

/**
 * Tells whether a file's name in a plan leads out of the repository by its words alone: absolute, on a drive, in a home folder, or by `..` above the
 * top. A symbolic link on its way is not seen here. (design 3.17)
 */
export function leadsOut(text: string): boolean {
  const path = plainFileName(text);
  if (/^(?:\/|~(?:\/|$|[a-z_])|[A-Za-z]:)/.test(path)) return true;
  let depth = 0;
  return path.split("/").some((segment) => {
    depth += segment === ".." ? -1 : segment === "" || segment === "." ? 0 : 1;
    return depth < 0;
  });
}

/** Makes the warning about a file that a plan names and that lies outside of the repository; `real` is where a symbolic link on its way leads. */
export function outsideFileProblem(path: string, { text, at }: PlanReference, real?: string): Problem {
  const how = real === undefined ? "lies outside of the repository" : `leads out of the repository by a symbolic link, to ${quote(real)}`;
  return { ...pathProblem(path, "plan-file-outside", `The plan names ${quote(text)}, which ${how}: it may change nothing there.`, "Name files inside the repository, relative to its top folder; of several repos, with the repo's name in front."), at };
}
