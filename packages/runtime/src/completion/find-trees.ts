import type { Quick, Sha } from "@dgs/core";
import { baseBranchOf } from "../quick/base-branch.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { findTarget } from "../rollback/find-target.js";
import { milestoneLabel } from "../steps/context.js";
import { branchOfPhase } from "../steps/phase-branches.js";
import { branchOfMilestone, strategyOf } from "../steps/trees.js";
import { type CodeRepo, findRepos } from "../work/repos.js";
import type { CompletionContext } from "./context.js";

/** The code of a milestone in one repo. */
export interface CompletionTree {
  readonly repo: CodeRepo;
  readonly branch: string;
  readonly base: string;
  /** Commits of the branch that the base branch has not. */
  readonly commits: number;
}

/** Where the code of a milestone lies in a repo, merged or not. */
export interface CodePlace {
  readonly repo: CodeRepo;
  readonly at: Sha;
  /** The folder that it is checked out in, absolute; absent where it is checked out nowhere. */
  readonly tree?: string;
}

/** All repos of a product, and those that have code of the milestone that is not on the base branch yet. */
export interface CompletionTrees {
  readonly repos: readonly CodeRepo[];
  readonly trees: readonly CompletionTree[];
  /** Of each repo; empty once its merge was begun. */
  readonly code: readonly CodePlace[];
  readonly base: string;
  /** The name of the worktrees' folders, as the file of the completion has it. */
  readonly worktree: string;
}

/** Finds where a milestone's code lies in each repo; without worktrees it lies on the base branch already, or nothing is done. */
export async function findTrees(context: CompletionContext): Promise<CompletionTrees | Refusal> {
  const { ports, place, config } = context;
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  if (repos.length === 0) return refuse("no-repos", "there is no git repository that a milestone could be completed in", "Run `git init` where the planning folder lies, or register repos in REPOS.md.");
  const base = await baseBranchOf(ports, config, repos);
  if (isRefusal(base)) return base;
  const trees: CompletionTree[] = [];
  const code: CodePlace[] = [];
  for (const repo of repos) {
    const found = await findTarget({ ...context, ports }, repo);
    if (found !== "absent" && found.type === "objection") return refuse(found.code, found.message, found.remedy, { at: repo.path, exit: "human-needed" });
    const place = found === "absent" ? await onBase(context, repo, base.branch) : { repo, at: found.at, ...(found.where === "branch" ? {} : { tree: found.tree }) };
    if ("exit" in place) return place;
    code.push(place);
    if (found === "absent") continue;
    if (found.branch === base.branch) {
      const unmerged = found.where === "checkout" ? refuseUnknownBase(context, repo, found.branch) : undefined;
      if (unmerged !== undefined) return unmerged;
      continue;
    }
    if (found.where === "checkout") return refuse("milestone-in-checkout", `${repo.name}: ${found.branch} is checked out in the checkout itself (git.worktrees is off), and is not the base branch`, `Merge it yourself: \`git switch ${base.branch} && git merge ${found.branch}\` in ${repo.path}; then run the command again.`, { at: repo.path, exit: "human-needed" });
    const at = await ports.git.resolve(repo.path, `refs/heads/${base.branch}`);
    const commits = typeof at === "string" ? await ports.git.log(repo.path, at, found.at) : [];
    trees.push({ repo, branch: found.branch, base: base.branch, commits: Array.isArray(commits) ? commits.length : 0 });
  }
  const branches = [...new Set(trees.map(({ branch }) => branch))];
  if (branches.length > 1) return refuse("branches-differ", `the repos are on different branches of the milestone: ${trees.map(({ repo, branch }) => `${repo.name} on ${branch}`).join(", ")}`, "Bring them to the same branch (`git switch` in their worktrees), then run the command again.", { exit: "human-needed" });
  return { repos, trees, code, base: base.branch, worktree: `{repo}--${milestoneLabel({ place, version: context.version })}` };
}

async function onBase({ ports }: CompletionContext, repo: CodeRepo, branch: string): Promise<CodePlace | Refusal> {
  const at = await ports.git.resolve(repo.path, `refs/heads/${branch}`);
  const head = await ports.git.headState(repo.path);
  const isCheckedOut = head.type === "on-branch" && head.branch === branch;
  return typeof at === "string" ? { repo, at, ...(isCheckedOut ? { tree: repo.path } : {}) } : refuse("base-branch-missing", `${repo.name} has no branch ${branch}`, "Bring it back and run the command again.", { at: repo.path });
}

/** On the milestone's own branch in the checkout, and nothing says what it is to be merged to: it would be completed where nobody looks for it. */
function refuseUnknownBase(context: CompletionContext, repo: CodeRepo, branch: string): Refusal | undefined {
  const { loaded, config } = context;
  if (strategyOf(config["git.branching_strategy"]) === "none" || config["git.base_branch"] !== undefined) return undefined;
  const own = [branchOfMilestone(context), ...loaded.product.phases.map((phase) => branchOfPhase(context, phase))];
  if (!own.includes(branch)) return undefined;
  return refuse("base-branch-unknown", `${repo.name}: ${branch} is checked out in the checkout itself (git.worktrees is off), and nothing says which branch it is to be merged to`, "Name that branch as git.base_branch in the configuration, then run the command again.", { at: repo.path, exit: "human-needed" });
}

/** The same of a completion that was begun: what its file names, wherever it stands by now. */
export async function treesInFile(context: CompletionContext, quick: Quick): Promise<CompletionTrees | Refusal> {
  const repos = await findRepos(context.ports, context.place);
  if (isRefusal(repos)) return repos;
  const names = new Set(quick.steps.flatMap(({ stage, repo }) => (stage === "create worktree" && repo !== undefined ? [repo] : [])));
  const trees = repos.filter(({ name }) => names.has(name)).map((repo) => ({ repo, branch: quick.branch, base: quick.base, commits: 0 }));
  return { repos, trees: quick.status === "completed" ? [] : trees, code: [], base: quick.base, worktree: quick.worktree };
}
