import { joinPath, type PlanningPath } from "../ids/planning-path.js";
import { slugify } from "../ids/slug.js";
import type { MilestoneVersion } from "../ids/version.js";
import { milestonesFolder, type ProjectFolder } from "../planning/layout.js";
import type { Quick } from "./types.js";

/**
 * The id of a quick: `YYMMDD-xxx`, in UTC, `xxx` being the two-second slot of the day in base 36. (formats.md 19.1)
 *
 * @param at ISO time in UTC.
 */
export function quickId(at: string): string {
  const time = new Date(at);
  const slot = Math.floor((time.getUTCHours() * 3600 + time.getUTCMinutes() * 60 + time.getUTCSeconds()) / 2);
  return `${time.toISOString().slice(2, 10).replaceAll("-", "")}-${slot.toString(36).padStart(3, "0")}`;
}

/** Where the file of a quick lies. `id` as `quickId` makes it; the folder takes the slug of the title, the file does not. */
export function quickPath(project: ProjectFolder, id: string, title: string): PlanningPath {
  return joinPath(project, "quick", `${id}-${slugify(title)}`, `${id}-QUICK.md`);
}

/** Whether a path is that of a quick's own file. */
export function isQuickPath(path: string): boolean {
  return /(?:^|\/)quick\/[^/]+\/[^/]+-QUICK\.md$/.test(path);
}

/** Where the file of the completion of a milestone lies: what it has done of it, stage by stage. */
export function completionPath(project: ProjectFolder, version: MilestoneVersion): PlanningPath {
  return joinPath(milestonesFolder(project), `${version}-completion`, `${version}-COMPLETION.md`);
}

/** The command that goes on with a completion which has halted. */
export function completeCommand({ kind, path }: Pick<Quick, "kind" | "path">): string {
  return kind === "milestone" ? `dgs complete-milestone ${/([^/]+)-COMPLETION\.md$/.exec(path)?.[1] ?? ""}`.trim() : "dgs complete-quick";
}

/** The slug in the name of a quick's folder. The whole name where it does not begin with an id: a folder that a person made. */
export function slugOfQuickPath(path: PlanningPath): string {
  const folder = path.split("/").at(-2) ?? path;
  return /^\d{6}-[0-9a-z]{3}-(.+)$/.exec(folder)?.[1] ?? folder;
}

/** The branch of a product-level quick: `quick/{slug}`, or what `git.quick_branch_template` says with `{num}`, `{quick}` (the id) and `{slug}`. */
export function quickBranch(id: string, title: string, template?: string): string {
  const filled = (template ?? "quick/{slug}").replaceAll(/\{(num|quick|slug)\}/g, (_, key: string) => (key === "slug" ? slugify(title) : id));
  const plain = plainBranch(filled);
  return isBranchName(plain) ? plain : `quick/${slugify(title)}`;
}

/** A template comes from a file: what git or a file system would take for something else becomes `-`. */
function plainBranch(name: string): string {
  const segments = name
    .split("/")
    .map((segment) => segment.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/\.{2,}/g, "-").replace(/^[-.]+|[-.]+$/g, "").replace(/\.lock$/i, "-lock"))
    .filter((segment) => segment !== "");
  return segments.join("/").slice(0, 200).replace(/[-./]+$/, "");
}

/** The name of the folder of a quick's worktree beside a checkout, with `{repo}` for the checkout's name. */
export function quickWorktree(title: string): string {
  return `{repo}--quick-${slugify(title)}`;
}

/** Whether a text from a file can be handed to git as the name of a branch. */
export function isBranchName(name: string): boolean {
  if (name === "" || name.length > 250 || name === "@" || name === "HEAD" || name.includes("@{")) return false;
  if (/[\p{Cc}\s~^:?*[\\]|\.\./u.test(name)) return false;
  return name.split("/").every((segment) => segment !== "" && !/^[-.]|\.$|\.lock$/i.test(segment));
}

/** Whether a text from a file is the name of one folder beside a checkout, and of none but a worktree's. */
export function isWorktreeName(name: string): boolean {
  return /^\{repo\}--[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name) && !name.includes("..") && name.length <= 250;
}
