import { basename, join } from "node:path";
import { planningPath } from "@dgs/core";
import { pathFrom } from "../inside-root.js";
import type { StepContext } from "./context.js";
import { isTemporary } from "../planning-files.js";
import { failed, type WorkFailure } from "../work/context.js";
import { findRepos } from "../work/repos.js";
import { watchTree } from "../work/watch-tree.js";
import { readingFolder } from "./reading-folder.js";

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
  const cwd = readingFolder(context, repo);
  const changes = await watchTree(context.ports, cwd);
  return { cwd, changes: async () => (await changes()).filter((path) => !isOwnWrite(context, join(cwd, path))) };
}

/**
 * What DGS wrote itself meanwhile: of readers side by side the first result is kept while the others still read. One that begins at that very moment sees the
 * temporary file of it, and does not see it later.
 */
function isOwnWrite({ place: { root }, ports: { files } }: StepContext, file: string): boolean {
  const path = planningPath(pathFrom(root, file));
  if (path !== undefined && isTemporary(basename(path))) return true;
  const own = path === undefined ? undefined : files.written?.(path);
  return path !== undefined && own !== undefined && files.read(path) === own.text;
}
