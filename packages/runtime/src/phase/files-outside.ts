import { join, resolve } from "node:path";
import { homedir } from "node:os";
import { existsSync } from "node:fs";
import { leadsOut, outsideFileProblem, type Plan, plainFileName, type PlanReference, type Problem } from "@dgs/core";
import { milestoneLabel, type StepContext } from "../steps/context.js";
import { worktreePath } from "../steps/trees.js";
import { isRefusal } from "../refusal.js";
import { endsOutside, linkEnd } from "../work/link-end.js";
import { findRepos } from "../work/repos.js";
import type { Inventory } from "./inventory.js";

/** A file that a plan names and that lies outside of the trees it may change. */
export interface OutsideFile {
  readonly reference: PlanReference;
  /** Absolute, with the links on its way followed; of a pattern the folder before its first wildcard. */
  readonly target: string;
  /** Whether the name stands for more than one file. */
  readonly many: boolean;
  /** Whether it is outside only by a symbolic link. */
  readonly byLink: boolean;
}

/**
 * Finds the files that a plan names and that lie outside of a tree: by their words, or by a symbolic link on their way, also by one that leads to
 * nothing yet. Each counts from the top of the tree, as an agent in it would take it. (design 3.17)
 */
export function filesOutside(plan: Plan, top: string): readonly OutsideFile[] {
  return plan.namedFiles.flatMap((reference): OutsideFile[] => {
    const [path, rest] = splitPattern(plainFileName(reference.text));
    const way = /^~(?=\/|$)/.test(path) ? join(homedir(), path.slice(1)) : resolve(top, path);
    const byWords = leadsOut(reference.text);
    if (!byWords && !endsOutside(top, way)) return [];
    return [{ reference, target: linkEnd(way), many: rest !== undefined, byLink: !byWords }];
  });
}

/** The part of a name before the first part with a wildcard in it, and the rest. */
function splitPattern(path: string): readonly [string, string?] {
  const wild = /(?:^|\/)[^/]*[*?[{]/.exec(path);
  if (wild === null) return [path];
  return [path.slice(0, wild.index) || (path.startsWith("/") ? "/" : "."), path.slice(wild.index + 1)];
}

/** Adds to an inventory what only the disk can tell: files behind symbolic links that lead out of the repository, as it stands before the plans run. */
export async function withLinksOut(context: StepContext, inventory: Inventory): Promise<Inventory> {
  const repos = await findRepos(context.ports, context.place);
  if (isRefusal(repos)) return inventory;
  const tops = repos.map((repo) => ({ repo: repo.name, top: [worktreePath(repo, milestoneLabel(context)), repo.path].find((path) => existsSync(path)) ?? repo.path }));
  const found = inventory.plans.filter(({ done }) => !done).flatMap(({ plan }): Problem[] => {
    const named = tops.filter(({ repo }) => plan.repos.length === 0 || plan.repos.includes(repo));
    const links = new Map(named.flatMap(({ top }) => filesOutside(plan, top)).filter(({ byLink }) => byLink).map((file) => [file.reference.text, file] as const));
    return [...links.values()].map(({ reference, target }) => outsideFileProblem(plan.path, reference, target));
  });
  return { ...inventory, warnings: [...inventory.warnings, ...found] };
}
