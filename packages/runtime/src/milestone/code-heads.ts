import { parseSha, type Sha } from "@dgs/core";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { failed, type WorkFailure } from "../work/context.js";
import type { CodeRepo } from "../work/repos.js";
import { planningIn, type WorkTree } from "../work/work-tree.js";

/** Where the code of a milestone is. */
export interface CodeHeads {
  /** The commit of each tree, by the name of its repo. */
  readonly heads: Readonly<Record<string, Sha>>;
  /** Files of the trees that are in no commit, outside of the planning folder, with the name of the repo in front. */
  readonly uncommitted: readonly string[];
}

type Tree = Pick<WorkTree, "repo" | "path">;
type Asking = { readonly ports: { readonly git: Ports["git"] }; readonly place: Place };

/** Says which commits the trees of a milestone are at, and what in them is in no commit. */
export async function readCodeHeads({ ports: { git }, place }: Asking, trees: readonly Tree[]): Promise<CodeHeads | WorkFailure> {
  const heads: Record<string, Sha> = {};
  const uncommitted: string[] = [];
  for (const tree of trees) {
    const head = await git.head(tree.path);
    if (typeof head === "object") return failed("usage", `${tree.repo.name}: ${head.message}`);
    heads[tree.repo.name] = head;
    const entries = await git.status(tree.path);
    if ("type" in entries) return failed("usage", `${tree.repo.name}: ${entries.message}`);
    uncommitted.push(...entries.filter(({ path }) => !isPlanning(place, tree, path)).map(({ path }) => `${tree.repo.name}/${path}`));
  }
  return { heads, uncommitted };
}

/**
 * Whether the code at two commits of a repo is the same: planning files alone may differ, as an audit is committed itself. `undefined`: git cannot tell.
 * @param from As an audit wrote it down.
 */
export async function isSameCode({ ports: { git }, place }: Asking, repo: CodeRepo, from: string, to: Sha): Promise<boolean | undefined> {
  const before = parseSha(from);
  if (before === undefined) return undefined;
  if (before === to) return true;
  const changed = await git.changed(repo.path, before, to);
  return "type" in changed ? undefined : changed.every(({ path }) => isPlanning(place, { repo }, path));
}

/** Whether a path of a repo lies in the planning folder; in a worktree it lies in the same place as in the checkout. */
function isPlanning(place: Place, tree: Pick<WorkTree, "repo">, path: string): boolean {
  const planning = planningIn(place, tree);
  return planning !== undefined && `${path}/`.startsWith(`${planning}/`);
}
