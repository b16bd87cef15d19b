import { listFolder } from "../disk.js";
import type { CodeRepo } from "../work/repos.js";
import { milestoneLabel, type StepContext } from "./context.js";
import { worktreePath } from "./trees.js";

/** The folder in which a repo is read, absolute: the milestone's worktree where there is one, else the checkout. */
export function readingFolder(context: Pick<StepContext, "config" | "place" | "version">, repo: CodeRepo): string {
  // Without a milestone there is no worktree of one.
  if (context.version === "" || !context.config["git.worktrees"]) return repo.path;
  const own = worktreePath(repo, milestoneLabel(context));
  return listFolder(own) === undefined ? repo.path : own;
}
