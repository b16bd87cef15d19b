import type { StatusEntry } from "@dgs/core";
import { listFolder } from "../disk.js";
import { milestoneLabel, type StepContext } from "./context.js";
import { failed, type WorkFailure } from "../work/context.js";
import { findRepos } from "../work/repos.js";
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
  const before = await snapshot(context, cwd);
  return { cwd, changes: async () => difference(before, await snapshot(context, cwd)) };
}

type Snapshot = ReadonlyMap<string, string>;

async function snapshot(context: StepContext, tree: string): Promise<Snapshot> {
  const [status, head] = [await context.ports.git.status(tree), await context.ports.git.head(tree)];
  const entries: readonly StatusEntry[] = "type" in status ? [] : status;
  return new Map([...entries.map((entry) => [entry.path, entry.code] as const), ["HEAD", typeof head === "string" ? head : head.code]]);
}

function difference(before: Snapshot, after: Snapshot): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
}
