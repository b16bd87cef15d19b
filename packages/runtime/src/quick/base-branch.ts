import type { Config } from "@dgs/core";
import type { Ports } from "../ports.js";
import { refuse, type Refusal } from "../refusal.js";
import type { CodeRepo } from "../work/repos.js";

/** The branch that quicks start from and are merged to. */
export interface BaseBranch {
  readonly type: "base-branch";
  readonly branch: string;
}

/** Finds the base branch of some repos: `git.base_branch`, or else the branch that their checkouts are on. It has a commit in each. */
export async function baseBranchOf(ports: Pick<Ports, "git">, config: Pick<Config, "git.base_branch">, repos: readonly CodeRepo[]): Promise<BaseBranch | Refusal> {
  const configured = config["git.base_branch"];
  const found: string[] = [];
  for (const repo of repos) {
    const branch = configured ?? (await branchOf(ports, repo));
    if (typeof branch === "object") return branch;
    const base = await ports.git.resolve(repo.path, `refs/heads/${branch}`);
    if (typeof base === "object") return refuse(`git-${base.code}`, `${repo.name}: ${base.message}`, "Make git work in that folder and run the command again.", { at: repo.path });
    if (base === undefined) return noBranch(repo, branch, configured !== undefined);
    found.push(branch);
  }
  const [first = "main", ...others] = [...new Set(found)];
  if (others.length === 0) return { type: "base-branch", branch: first };
  return refuse("base-branches-differ", `the checkouts are on different branches: ${repos.map((repo, index) => `${repo.name} on ${found[index] ?? ""}`).join(", ")}`, "Check the same branch out in each, or name the base branch as git.base_branch in the configuration.");
}

async function branchOf(ports: Pick<Ports, "git">, repo: CodeRepo): Promise<string | Refusal> {
  const head = await ports.git.headState(repo.path);
  if (head.type === "on-branch") return head.branch;
  if (head.type === "unborn") return noBranch(repo, head.branch, false);
  if (head.type === "detached") return refuse("detached", `the HEAD of ${repo.name} is detached: it cannot be told which branch a quick is to start from`, "Check a branch out, or name the base branch as git.base_branch in the configuration.", { at: repo.path });
  return refuse(`git-${head.code}`, `${repo.name}: ${head.message}`, "Make git work in that folder and run the command again.", { at: repo.path });
}

function noBranch(repo: CodeRepo, branch: string, configured: boolean): Refusal {
  return configured
    ? refuse("base-branch-missing", `${repo.name} has no branch ${branch} (git.base_branch)`, `Make it (\`git branch ${branch} origin/${branch}\`), or correct git.base_branch in the configuration.`, { at: repo.path })
    : refuse("git-no-commits", `${repo.name} has no commit on ${branch} yet`, "Make a first commit: a quick starts from one.", { at: repo.path });
}
