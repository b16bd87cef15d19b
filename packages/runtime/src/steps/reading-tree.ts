import { listFolder } from "../disk.js";
import { milestoneLabel, type StepContext } from "./context.js";
import { failed, type WorkFailure } from "../work/context.js";
import { findRepos } from "../work/repos.js";
import { watchTree } from "../work/watch-tree.js";
import { worktreePath } from "./trees.js";

/** The folder in which an agent reads code that it must not change. */
export interface ReadingTree {
  /** Absolute. */
  readonly cwd: string;
  /** Says what was changed there since; an empty list when nothing was. */
  readonly changes: () => Promise<readonly string[]>;
}

/** Chooses where a planning agent reads: the milestone's worktree where there is one, else the checkout. */
export async function openReadingTree(context: StepContext): Promise<ReadingTree | WorkFailure> {
  const repos = await findRepos(context.ports, context.place);
  if ("type" in repos) return failed("usage", `${repos.message}. ${repos.remedy}`);
  const [repo] = repos;
  if (repo === undefined) return { cwd: context.place.base, changes: () => Promise.resolve([]) };
  const own = worktreePath(repo, milestoneLabel(context));
  const cwd = context.config["git.worktrees"] && listFolder(own) !== undefined ? own : repo.path;
  return { cwd, changes: await watchTree(context.ports, cwd) };
}
