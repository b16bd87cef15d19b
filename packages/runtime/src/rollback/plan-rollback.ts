import { type Commit, executedPhases, formatPhaseNumber, type Job, parseSha, type PlanningPath, type RepoRollback, type Sha, type StatusEntry } from "@dgs/core";
import { isRefusal, type Refusal } from "../refusal.js";
import { findRepos, type CodeRepo } from "../work/repos.js";
import type { RollbackContext } from "./context.js";
import { findTarget, gitObjection, object, type RepoObjection, type RollbackTarget } from "./find-target.js";
import { otherPhaseBranches } from "./phase-branches.js";
import { summariesOf } from "./summaries.js";

/** What a rollback does to one repo. */
export interface RepoPlan extends RollbackTarget {
  readonly to: Sha;
  /** Commits that leave the branch, oldest first. */
  readonly commits: readonly Commit[];
  /** What is not committed, and is kept. */
  readonly uncommitted: readonly StatusEntry[];
  /** How many of the commits the base branch has already; absent: none. */
  readonly merged?: { readonly into: string; readonly commits: number };
}

/** What a rollback does, from what lies there now. */
export interface RollbackPlan {
  readonly repos: readonly RepoPlan[];
  /** Of a rollback that was cut off: the repos that are reset already. */
  readonly done: readonly RepoRollback[];
  /** As people write them. */
  readonly phases: readonly string[];
  readonly summaries: readonly PlanningPath[];
  readonly objections: readonly RepoObjection[];
  readonly notes: readonly string[];
}

type Looked = RepoPlan | RepoObjection | { readonly type: "note"; readonly text: string };

/** Plans a rollback, or the rest of one that was cut off; writes nothing. */
export async function planRollback(context: RollbackContext, job: Job): Promise<RollbackPlan | Refusal> {
  const repos = await findRepos(context.ports, context.place);
  if (isRefusal(repos)) return repos;
  const begun = job.rollback?.repos;
  const looked: Looked[] = [];
  for (const [name, sha] of Object.entries(job.startShas ?? {})) {
    const recorded = begun?.find((each) => each.name === name);
    if (recorded?.state === "reset" || (begun !== undefined && recorded === undefined)) continue;
    looked.push(await lookAt(context, repos, name, sha, recorded));
  }
  const plans = looked.filter((each) => each.type === "target");
  const phases = job.rollback?.phases ?? executedPhases(job, plans.flatMap((plan) => plan.commits)).map(formatPhaseNumber);
  const summaries = job.rollback?.summaries === "gone" ? [] : summariesOf(context, phases);
  if (isRefusal(summaries)) return summaries;
  const others: string[] = [];
  for (const plan of plans) {
    const found = await otherPhaseBranches(context, job, plan);
    if (isRefusal(found)) return found;
    if (found.length > 0) others.push(`${plan.repo.name}: ${found.map(({ branch }) => branch).join(", ")} ${found.length === 1 ? "goes" : "go"} back to ${plan.to}, too`);
  }
  const later = repos.filter((repo) => job.startShas?.[repo.name] === undefined).map((repo) => `${repo.name} was registered after the job had started: it stays as it is`);
  return {
    repos: plans,
    done: begun?.filter((each) => each.state === "reset") ?? [],
    phases,
    summaries,
    objections: looked.filter((each) => each.type === "objection"),
    notes: [...others, ...plans.flatMap(mergedNote), ...looked.flatMap((each) => (each.type === "note" ? [each.text] : [])), ...later],
  };
}

async function lookAt(context: RollbackContext, repos: readonly CodeRepo[], name: string, start: string, recorded: RepoRollback | undefined): Promise<Looked> {
  const repo = repos.find((each) => each.name === name);
  if (repo === undefined) return { type: "objection", repo: name, code: "repo-not-found", message: `${name}: the job has changed this repo, and it is not registered any more`, remedy: "Register it in REPOS.md again." };
  const to = parseSha(start);
  const there = to === undefined ? undefined : await context.ports.git.resolve(repo.path, to);
  if (typeof there === "object") return gitObjection(repo, there);
  if (to === undefined || there === undefined) return object(repo, "start-missing", `the commit ${start}, at which the job started, is not in the repo`, "Fetch it, or restore it from a clone that has it.");
  const target = await findTarget(context, repo);
  if (target === "absent") return recorded === undefined ? { type: "note", text: `${name} has no branch of the milestone: there is nothing to reset` } : object(repo, "branch-missing", `the branch ${recorded.branch} is gone since the rollback was begun`, `Make it again: \`git branch ${recorded.branch} ${recorded.from}\`.`);
  if (target.type === "objection") return target;
  if (recorded !== undefined && (recorded.branch !== target.branch || recorded.where !== target.where)) return object(repo, "other-branch", `the rollback was begun for ${recorded.branch} (${recorded.where}), and now there is ${target.branch} (${target.where})`, "Bring it back to what it was, or take the rollback back.");
  return describe(context, target, to);
}

async function describe({ ports, config }: RollbackContext, target: RollbackTarget, to: Sha): Promise<Looked> {
  const { repo, tree, where, spared } = target;
  if (where === "checkout") {
    const below = await ports.git.isReachable(tree, to, [target.at]);
    if (typeof below === "object") return gitObjection(repo, below);
    if (!below) return object(repo, "other-branch", `${target.branch}, which is checked out, does not hold the commit at which the job started`, "Switch to the branch that the job worked on.");
  }
  const commits = await ports.git.log(repo.path, to, target.at);
  if ("type" in commits) return gitObjection(repo, commits);
  const entries = where === "branch" ? [] : await ports.git.status(tree);
  if ("type" in entries) return gitObjection(repo, entries);
  const uncommitted = entries.filter((entry) => spared === undefined || !`${entry.path.replace(/\/$/, "")}/`.startsWith(`${spared}/`));
  const merged = where === "checkout" ? undefined : await mergedInto(ports.git, target, config["git.base_branch"], commits);
  return { ...target, to, commits, uncommitted, ...(merged === undefined ? {} : { merged }) };
}

/** A branch that was merged by hand: a rollback takes nothing off the branch that it was merged into. */
async function mergedInto(git: RollbackContext["ports"]["git"], { repo, branch, at }: RollbackTarget, configured: string | undefined, commits: readonly Commit[]): Promise<RepoPlan["merged"]> {
  const into = configured ?? (await git.branch(repo.path));
  if (typeof into !== "string" || into === branch) return undefined;
  const base = await git.resolve(repo.path, `refs/heads/${into}`);
  const apart = typeof base === "string" ? await git.log(repo.path, base, at) : undefined;
  if (apart === undefined || "type" in apart) return undefined;
  const only = new Set(apart.map(({ sha }) => sha));
  const count = commits.filter(({ sha }) => !only.has(sha)).length;
  return count === 0 ? undefined : { into, commits: count };
}

function mergedNote({ repo, branch, commits, merged }: RepoPlan): string[] {
  if (merged === undefined) return [];
  const some = merged.commits === commits.length ? `all commits of ${branch} that leave it are` : `${String(merged.commits)} of the ${String(commits.length)} commits that leave ${branch} ${merged.commits === 1 ? "is" : "are"}`;
  return [`${repo.name}: ${some} in ${merged.into} already, and ${merged.commits === 1 && commits.length > 1 ? "stays" : "stay"} there. Take them back there with \`git revert\` if you do not want them`];
}
