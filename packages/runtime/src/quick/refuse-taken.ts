import { listFolder } from "../disk.js";
import type { Ports } from "../ports.js";
import { worktreeAt } from "../report-quick.js";
import { refuse, type Refusal } from "../refusal.js";
import type { CodeRepo } from "../work/repos.js";

/** Why the names of a new quick cannot be had; `undefined` where branch and folder are free in every repo. What is there is somebody's. */
export async function refuseTaken(ports: Pick<Ports, "git">, repos: readonly CodeRepo[], names: { readonly branch: string; readonly worktree: string }): Promise<Refusal | undefined> {
  for (const repo of repos) {
    const path = worktreeAt(repo, names.worktree);
    const branch = await ports.git.resolve(repo.path, `refs/heads/${names.branch}`);
    if (typeof branch === "object") return refuse(`git-${branch.code}`, `${repo.name}: ${branch.message}`, "Make git work in that folder and run the command again.", { at: repo.path });
    if (branch !== undefined) return refuse("branch-exists", `${repo.name} has a branch ${names.branch} already`, "Choose another title, or rename or delete that branch.", { at: repo.path, exit: "conflict" });
    const worktrees = await ports.git.listWorktrees(repo.path);
    if ("type" in worktrees) return refuse(`git-${worktrees.code}`, `${repo.name}: ${worktrees.message}`, "Make git work in that folder and run the command again.", { at: repo.path });
    if (listFolder(path) !== undefined || worktrees.some((entry) => entry.path === path)) return refuse("path-exists", `the worktree of ${repo.name} would stand at ${path}, and something stands there already`, "Choose another title, or move that folder away.", { at: path, exit: "conflict" });
  }
  return undefined;
}
