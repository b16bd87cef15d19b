import { type Job, parseSha, type PlanningPath, type RepoRollback } from "@dgs/core";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { milestoneLabel } from "../steps/context.js";
import { worktreePath } from "../steps/trees.js";
import { findRepos, type CodeRepo } from "../work/repos.js";
import type { RollbackContext } from "./context.js";
import { findTarget, gitObjection, object, type RepoObjection, type RollbackTarget } from "./find-target.js";
import { archiveOf, keepName, objectionRefusal, stampOf } from "./perform-rollback.js";
import { restorePhaseBranches } from "./phase-branches.js";
import { restoreSummaries } from "./summaries.js";

/** One repo that goes back to before the rollback. */
interface RepoUndo {
  readonly type: "undo";
  readonly recorded: RepoRollback;
  readonly repo: CodeRepo;
  /** Absent: the worktree was removed since, and is made again. */
  readonly target: RollbackTarget | undefined;
}

/** What an undo has put back. */
export interface UndoneFiles {
  readonly repos: readonly string[];
  readonly restored: readonly PlanningPath[];
  readonly notes: readonly string[];
}

/**
 * Puts the repos and the summaries back to before a rollback. Every repo is looked at before the first is touched; what lies there now is kept.
 * Cut off anywhere, the same again ends it. A branch that has moved on since is not touched: its new commits would leave it.
 */
export async function undoFiles(context: RollbackContext, job: Job): Promise<UndoneFiles | Refusal> {
  const { rollback } = job;
  if (rollback === undefined) throw new Error("there is no rollback to undo");
  const repos = await findRepos(context.ports, context.place);
  if (isRefusal(repos)) return repos;
  const undone: RepoUndo[] = [];
  for (const recorded of rollback.repos.filter((each) => each.state !== "due")) {
    const looked = await lookAt(context, repos, recorded);
    if (looked.type === "objection") return objectionRefusal(looked);
    undone.push(looked);
  }
  for (const each of undone) {
    const refused = await undoRepo(context, each);
    if (refused !== undefined) return refused;
  }
  const notes: string[] = [];
  for (const { repo, recorded } of undone) {
    const to = parseSha(recorded.to);
    const told = to === undefined ? [] : await restorePhaseBranches(context, job, { repo, branch: recorded.branch, to }, keepName(context, rollback.asked));
    if (isRefusal(told)) return told;
    notes.push(...told);
  }
  const files = await restoreSummaries(context, rollback.phases, archiveOf(job));
  return isRefusal(files) ? files : { repos: undone.map((each) => each.repo.name), ...files, notes: [...notes, ...files.notes] };
}

async function lookAt(context: RollbackContext, repos: readonly CodeRepo[], recorded: RepoRollback): Promise<RepoUndo | RepoObjection> {
  const repo = repos.find((each) => each.name === recorded.name);
  if (repo === undefined) return { type: "objection", repo: recorded.name, code: "repo-not-found", message: `${recorded.name}: the repo is not registered any more`, remedy: "Register it in REPOS.md again." };
  const { git } = context.ports;
  const kept = recorded.kept === undefined ? await git.resolve(repo.path, recorded.from) : await git.resolve(repo.path, recorded.kept);
  if (typeof kept === "object") return gitObjection(repo, kept);
  if (kept === undefined) return object(repo, "kept-gone", `what was kept before the rollback is gone: ${recorded.kept ?? recorded.from}`, "It has expired or was dropped. `dgs recover` lists what is still there.");
  const target = await findTarget(context, repo);
  if (target === "absent") return object(repo, "branch-missing", `the branch ${recorded.branch} is gone`, `Make it again (\`git branch ${recorded.branch} ${recorded.to}\`), or restore what was kept to a branch of its own: \`dgs recover ${recorded.kept ?? ""} --branch <name>\`.`);
  if (target.type === "objection") return target;
  const gone = target.where === "branch" && recorded.where === "worktree";
  if (target.branch !== recorded.branch || (target.where !== recorded.where && !gone)) return object(repo, "other-branch", `the rollback was of ${recorded.branch} (${recorded.where}), and now there is ${target.branch} (${target.where})`, "Bring it back to what it was.");
  const moved = target.at !== recorded.to && target.at !== recorded.from && recorded.state === "reset";
  if (moved) return object(repo, "branch-moved", `${recorded.branch} has moved on since the rollback: it is at ${target.at}, not at ${recorded.to}`, `Restore what was kept to a branch of its own: \`dgs recover ${recorded.kept ?? ""} --branch <name>\`.`);
  return { type: "undo", recorded, repo, target: gone ? undefined : target };
}

async function undoRepo(context: RollbackContext, { recorded, repo, target }: RepoUndo): Promise<Refusal | undefined> {
  const { git } = context.ports;
  const from = parseSha(recorded.from);
  if (from === undefined) throw new Error(`not a commit: ${recorded.from}`);
  const refusal = (answer: { readonly code: string; readonly message: string }): Refusal => refuse(`git-${answer.code}`, `${repo.name}: ${answer.message}`, "Put that right and run the command again: it goes on there.", { exit: "human-needed" });
  if (target?.where === "branch") {
    const set = target.at === from ? "set" : await git.setRef(repo.path, `refs/heads/${recorded.branch}`, from, target.at);
    return set === "set" ? undefined : refusal(set);
  }
  const tree = target?.tree ?? worktreePath(repo, milestoneLabel(context));
  if (target === undefined) {
    const added = await git.addWorktree({ repo: repo.path, path: tree, branch: recorded.branch, base: from });
    if (added.type === "refused") return refusal(added);
  }
  const name = `undo/${milestoneLabel(context)}-${stampOf(context.ports.clock.now())}`;
  const now = await git.keep({ tree, name, reason: `before dgs recover --undo-rollback ${context.version}`, above: from });
  if (typeof now === "object") return refusal(now);
  const spared = target?.spared;
  const back = recorded.kept === undefined ? await git.resetTo(tree, from, spared) : await git.putBack({ tree, ref: recorded.kept, ...(spared === undefined ? {} : { spared }) });
  return typeof back === "object" ? refusal(back) : undefined;
}
