import type { GitRefusal, Sha } from "@dgs/core";
import type { StepContext } from "./context.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { findRepos, type CodeRepo } from "../work/repos.js";
import { baseOfMilestone, branchOfMilestone, type MilestoneContext } from "./trees.js";

/**
 * Reads the commit that the job's work starts from in every registered code repo: of the milestone's branch, where an earlier job has left
 * one, else of where it will be made. A repo without one cannot be rolled back to, so the job does not start. (Seed 000, "Rolling Back a Job")
 */
export async function readStartShas(context: MilestoneContext & { readonly ports: Pick<StepContext["ports"], "files" | "git"> }): Promise<Readonly<Record<string, string>> | Refusal> {
  const repos = await findRepos(context.ports, context.place);
  if (isRefusal(repos)) return repos;
  const shas: Record<string, string> = {};
  for (const repo of repos) {
    const start = await startOf(context, repo);
    if (start === undefined) return refuse("base-branch-missing", `${repo.name} has no branch ${String(context.config["git.base_branch"])}`, "Correct git.base_branch in the configuration, or make the branch.", { at: repo.path });
    if (typeof start === "object") return refuse(`git-${start.code}`, `${repo.name}: ${start.message}`, start.code === "no-commits" ? "Make a first commit: a job needs a place to come back to." : "Make git work in that folder and run the command again.", { at: repo.path });
    shas[repo.name] = start;
  }
  return shas;
}

async function startOf(context: MilestoneContext, repo: CodeRepo): Promise<Sha | undefined | GitRefusal> {
  if (!context.config["git.worktrees"]) return context.ports.git.head(repo.path);
  const branch = branchOfMilestone(context);
  const there = branch === undefined ? undefined : await context.ports.git.resolve(repo.path, `refs/heads/${branch}`);
  return there ?? baseOfMilestone(context, repo);
}
