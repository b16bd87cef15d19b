import { existsSync } from "node:fs";
import path from "node:path";
import { type BranchTip, type GitRefusal, parseSha, type Sha } from "@dgs/core";
import { sharedFolder, textOf } from "./git-folders.js";
import { resolve } from "./head.js";
import { keepOrphans, namesIn } from "./keep-orphans.js";
import { type FoundWorktree, findWorktrees } from "./list-worktrees.js";
import { refHolding } from "./reachable.js";
import { isBranchName } from "./ref-name.js";
import { isRefusal, refuse } from "./refusal.js";
import { setRef } from "./refs.js";
import { askGit, type RunGit } from "./run-git.js";

/** A branch of a repository by its name. */
export interface BranchSpec {
  readonly repo: string;
  readonly branch: string;
}

/** Returns all branches with the commits that they name. */
export async function listBranches(run: RunGit, repo: string): Promise<readonly BranchTip[] | GitRefusal> {
  const printed = await askGit(run, { tree: repo, args: ["for-each-ref", "--sort=refname", "--format=%(objectname) %(refname)", "refs/heads/"], kind: "read" });
  if (isRefusal(printed)) return printed;
  const tips: BranchTip[] = [];
  for (const line of printed.split("\n").filter((each) => each !== "")) {
    const at = parseSha(line.slice(0, line.indexOf(" ")));
    if (at === undefined) return refuse("other", "what git for-each-ref printed was not understood");
    tips.push({ branch: line.slice(line.indexOf(" ") + 1).replace(/^refs\/heads\//, ""), at });
  }
  return tips;
}

/** Makes a branch at a commit. */
export async function createBranch(run: RunGit, spec: BranchSpec & { readonly at: Sha }): Promise<{ readonly type: "created" | "present" } | GitRefusal> {
  const ref = refOf(spec.branch);
  if (isRefusal(ref)) return ref;
  const made = await setRef(run, spec.repo, ref, spec.at, undefined);
  if (!isRefusal(made)) return { type: "created" };
  if (made.code !== "ref-changed") return made;
  const there = await resolve(run, spec.repo, ref);
  if (isRefusal(there)) return there;
  return there === spec.at ? { type: "present" } : refuse("branch-exists", `the branch ${spec.branch} is there already`);
}

/** Deletes a branch whose commits another ref holds. */
export async function deleteBranch(run: RunGit, spec: BranchSpec & { readonly expected: Sha }): Promise<{ readonly type: "deleted" | "absent" } | GitRefusal> {
  const { repo, branch, expected } = spec;
  const ref = refOf(branch);
  if (isRefusal(ref)) return ref;
  const there = await resolve(run, repo, ref);
  if (isRefusal(there)) return there;
  if (there === undefined) return { type: "absent" };
  const users = await usersOf(run, repo, branch);
  if (isRefusal(users)) return users;
  if (users[0] !== undefined) return refuse("branch-in-use", `the branch ${branch} is checked out at ${users[0].path}`);
  const holder = await refHolding(run, repo, expected, ref);
  if (isRefusal(holder)) return holder;
  if (holder === undefined) return refuse("not-reachable", `no other ref holds ${expected}, the last commit of ${branch}`);
  const shared = await sharedFolder(run, repo);
  if (isRefusal(shared)) return shared;
  // With the branch goes its reflog.
  const orphans = await keepOrphans(run, { repo, names: namesIn(path.join(shared, "logs", ref)), name: `branches/${branch}`, reason: `commits that only the reflog of the branch ${branch} knew` });
  if (isRefusal(orphans)) return orphans;
  const done = await setRef(run, repo, ref, undefined, expected);
  if (isRefusal(done)) return done;
  // What the branch was told to follow; a section that is not there is no matter.
  await run({ tree: repo, args: ["config", "--local", "--remove-section", `branch.${branch}`] });
  return { type: "deleted" };
}

/** Returns the worktrees that have a branch checked out, those that are rebasing or bisecting it too. */
export async function usersOf(run: RunGit, repo: string, branch: string): Promise<readonly FoundWorktree[] | GitRefusal> {
  const all = await findWorktrees(run, repo);
  if (isRefusal(all)) return all;
  return all.filter((entry) => !entry.bare && (entry.branch === branch || isMovedIn(entry.own, branch)));
}

/** Tells whether the end of what is in progress in a tree will move a branch. */
export function isMovedIn(own: string, branch: string): boolean {
  const named = ["rebase-merge/head-name", "rebase-apply/head-name"].map((file) => textOf(path.join(own, file))?.trim());
  const bisected = existsSync(path.join(own, "BISECT_LOG")) ? textOf(path.join(own, "BISECT_START"))?.trim() : undefined;
  return named.includes(`refs/heads/${branch}`) || bisected === branch;
}

function refOf(branch: string): string | GitRefusal {
  return isBranchName(branch) ? `refs/heads/${branch}` : refuse("bad-name", `not the name of a branch: ${JSON.stringify(branch)}`);
}
