import type { GitRefusal, RepoRollback, Sha, WorktreeEntry } from "@dgs/core";
import { pathFrom, realpathOfNearest } from "../inside-root.js";
import { isRefusal } from "../refusal.js";
import { milestoneLabel } from "../steps/context.js";
import { branchOfMilestone, worktreePath } from "../steps/trees.js";
import type { CodeRepo } from "../work/repos.js";
import type { RollbackContext } from "./context.js";
import { lastPhaseBranch } from "./phase-branches.js";

/** Where the job's work lies in one repo, as it is now. */
export interface RollbackTarget {
  readonly type: "target";
  readonly repo: CodeRepo;
  readonly where: RepoRollback["where"];
  readonly branch: string;
  /** Absolute: the tree whose files go along; of a branch that is checked out nowhere, the checkout. */
  readonly tree: string;
  /** The commit that the branch is at. */
  readonly at: Sha;
  /** The planning folder in the tree, which stays as it is. */
  readonly spared: string | undefined;
}

/** Why a repo cannot be rolled back, or its rollback undone, as it stands. */
export interface RepoObjection {
  readonly type: "objection";
  readonly repo: string;
  /** Kebab-case, pinned. */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Finds where a milestone's work lies in a repo; `absent` where it has no branch of the milestone. */
export function findTarget(context: RollbackContext, repo: CodeRepo): Promise<RollbackTarget | RepoObjection | "absent"> {
  return context.config["git.worktrees"] ? findBranch(context, repo) : findCheckout(context, repo);
}

/** Makes an objection. */
export function object(repo: CodeRepo, code: string, message: string, remedy: string): RepoObjection {
  return { type: "objection", repo: repo.name, code, message: `${repo.name}: ${message}`, remedy };
}

/** Turns a refusal of git into an objection. */
export function gitObjection(repo: CodeRepo, refusal: GitRefusal): RepoObjection {
  return object(repo, `git-${refusal.code}`, refusal.message, "Put that right and run the command again; nothing is lost.");
}

async function findBranch(context: RollbackContext, repo: CodeRepo): Promise<RollbackTarget | RepoObjection | "absent"> {
  const { git } = context.ports;
  const listed = await git.listWorktrees(repo.path);
  if ("type" in listed) return gitObjection(repo, listed);
  const path = realpathOfNearest(worktreePath(repo, milestoneLabel(context)));
  const own = listed.find((entry) => realpathOfNearest(entry.path) === path && !entry.missing);
  const branch = branchOfMilestone(context) ?? (await lastPhaseBranch(context, repo, own?.branch));
  if (branch === undefined) return "absent";
  if (isRefusal(branch)) return object(repo, branch.code, branch.message, branch.remedy);
  if (own !== undefined) return worktreeTarget(context, repo, own, branch);
  const user = listed.find((entry) => entry.branch === branch);
  if (user?.missing === true) return object(repo, "worktree-missing", `the worktree ${user.path} of ${branch} is gone, and git does not know it`, "Run `git worktree prune` in the repo, or bring the folder back.");
  if (user !== undefined) return object(repo, "branch-in-use", `${branch} is checked out at ${user.path}, which is not DGS's`, "Switch that work tree to another branch, then run the command again.");
  const at = await git.resolve(repo.path, `refs/heads/${branch}`);
  if (typeof at === "object") return gitObjection(repo, at);
  return at === undefined ? "absent" : { type: "target", repo, where: "branch", branch, tree: repo.path, at, spared: undefined };
}

async function worktreeTarget(context: RollbackContext, repo: CodeRepo, entry: WorktreeEntry, branch: string): Promise<RollbackTarget | RepoObjection> {
  const busy = await busyTree(context, repo, entry.path);
  if (busy !== undefined) return busy;
  if (entry.branch !== branch || entry.head === undefined) return object(repo, "other-branch", `the worktree ${entry.path} is ${entry.branch === undefined ? "on no branch" : `on ${entry.branch}`}, not on ${branch}`, `Run \`git switch ${branch}\` there.`);
  return { type: "target", repo, where: "worktree", branch, tree: entry.path, at: entry.head, spared: undefined };
}

async function findCheckout(context: RollbackContext, repo: CodeRepo): Promise<RollbackTarget | RepoObjection> {
  const busy = await busyTree(context, repo, repo.path);
  if (busy !== undefined) return busy;
  const head = await context.ports.git.headState(repo.path);
  if (head.type === "refused") return gitObjection(repo, head);
  if (head.type !== "on-branch") return object(repo, "other-branch", `the checkout ${repo.path} is on no branch`, "Switch to the branch that the job worked on.");
  const planning = pathFrom(repo.path, context.place.root);
  if (planning === "") return object(repo, "planning-repo", "the repo is the planning folder itself, which is never reset", "Take it out of REPOS.md.");
  return { type: "target", repo, where: "checkout", branch: head.branch, tree: repo.path, at: head.at, spared: planning.startsWith("../") || planning === ".." ? undefined : planning };
}

async function busyTree({ ports }: RollbackContext, repo: CodeRepo, tree: string): Promise<RepoObjection | undefined> {
  const operation = await ports.git.operation(tree);
  if (typeof operation === "object") return gitObjection(repo, operation);
  return operation === undefined ? undefined : object(repo, "operation-in-progress", `a ${operation} is in progress in ${tree}`, `End it or give it up (\`git ${operation} --abort\`), then run the command again.`);
}
