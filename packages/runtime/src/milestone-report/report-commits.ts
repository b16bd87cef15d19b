import type { Sha, SizedCommit } from "@dgs/core";
import { parseSha } from "@dgs/core";
import type { ReportedCommit } from "../commands/milestone-report-reports.js";
import { isRefusal } from "../refusal.js";
import { milestoneLabel } from "../steps/context.js";
import { branchOfMilestone } from "../steps/trees.js";
import { type CodeRepo, findRepos } from "../work/repos.js";
import type { ReportSources } from "./sources.js";

/** Commits by plan, the oldest first; and what git refused, in its words. */
export interface CommitsRead {
  readonly byPlan: ReadonlyMap<string, readonly ReportedCommit[]>;
  readonly refused: readonly string[];
  readonly repos: readonly CodeRepo[];
}

/** Finds the commits that have a plan in their trailer `DGS-Plan`: one look at each repo, on the milestone's branch or where it was merged to. */
export async function readCommits(sources: ReportSources): Promise<CommitsRead> {
  const repos = await findRepos(sources.ports, sources.place);
  if (isRefusal(repos)) return { byPlan: new Map(), refused: [repos.message], repos: [] };
  const byPlan = new Map<string, ReportedCommit[]>();
  const refused: string[] = [];
  for (const repo of repos) {
    const commits = await commitsIn(sources, repo);
    if (typeof commits === "string") refused.push(`${repo.name}: ${commits}`);
    else for (const commit of commits) addTo(byPlan, repo, commit);
  }
  return { byPlan, refused, repos };
}

/** The commits of one repo, or why git does not tell them. */
async function commitsIn(sources: ReportSources, repo: CodeRepo): Promise<readonly SizedCommit[] | string> {
  const { git } = sources.ports;
  const branches = await git.listBranches(repo.path);
  if ("type" in branches) return branches.message;
  const { job, version, place, loaded } = sources;
  const own = branchOfMilestone({ ports: { git }, place, config: loaded.config, version, milestoneName: loaded.product.milestone?.name ?? "" });
  const label = milestoneLabel({ place, version });
  const tip = branches.find(({ branch }) => branch === own);
  // Merged, or one branch for each phase. What a plan does that has not landed is on a branch of its own.
  const heads = tip === undefined ? branches.filter(({ branch }) => !branch.includes(`${label}--`)) : [tip];
  const before = shaOf(job?.state.startShas?.[repo.name]);
  // After a rollback its commits are on no branch any more.
  const rolledBack = shaOf(job?.state.rollback?.repos.find(({ name }) => name === repo.name)?.from);
  const from = [...new Set([...heads.map(({ at }) => at), ...(rolledBack === undefined ? [] : [rolledBack])])];
  const sizes = await git.listSizes({ tree: repo.path, from, trailer: "DGS-Plan", ...(before === undefined ? {} : { above: before }) });
  if (!("type" in sizes)) return sizes;
  // The commit that it started from, or the one before the rollback, may be gone.
  const again = await git.listSizes({ tree: repo.path, from: heads.map(({ at }) => at), trailer: "DGS-Plan" });
  return "type" in again ? again.message : again;
}

function shaOf(text: string | undefined): Sha | undefined {
  return text === undefined ? undefined : parseSha(text);
}

function addTo(byPlan: Map<string, ReportedCommit[]>, repo: CodeRepo, { sha, subject, body, date, files, added, removed }: SizedCommit): void {
  const task = /^DGS-Task: *(\S.*?) *$/m.exec(body)?.[1];
  for (const plan of new Set([...body.matchAll(/^DGS-Plan: *(\S+) *$/gm)].map(([, id = ""]) => id))) {
    const commit: ReportedCommit = { repo: repo.name, sha, subject, ...(task === undefined ? {} : { task }), date, files, added, removed };
    const list = byPlan.get(plan);
    if (list === undefined) byPlan.set(plan, [commit]);
    else list.push(commit);
  }
}
