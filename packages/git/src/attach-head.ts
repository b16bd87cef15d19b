import type { GitRefusal } from "@dgs/core";
import { usersOf } from "./branches.js";
import { ownFolder } from "./git-folders.js";
import { branch as branchOf, resolve } from "./head.js";
import { operationIn } from "./operation.js";
import { isBranchName } from "./ref-name.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";

/** Puts HEAD of a tree on a branch; index and files stay as they are. */
export async function attachHead(run: RunGit, spec: { readonly tree: string; readonly branch: string }): Promise<{ readonly type: "attached" | "present" } | GitRefusal> {
  const { tree, branch } = spec;
  if (!isBranchName(branch)) return refuse("bad-name", `not the name of a branch: ${JSON.stringify(branch)}`);
  const own = await ownFolder(run, tree);
  if (isRefusal(own)) return own;
  const busy = operationIn(own);
  if (busy !== undefined) return refuse("operation-in-progress", `a ${busy} is in progress in ${tree}`);
  const now = await branchOf(run, tree);
  if (isRefusal(now)) return now;
  if (now === branch) return { type: "present" };
  const tip = await resolve(run, tree, `refs/heads/${branch}`);
  if (isRefusal(tip)) return tip;
  if (tip === undefined) return refuse("unknown-revision", `there is no branch ${branch}`);
  const users = await usersOf(run, tree, branch);
  if (isRefusal(users)) return users;
  if (users[0] !== undefined) return refuse("branch-in-use", `${branch} is checked out at ${users[0].path}`);
  const attached = await askGit(run, { tree, args: ["symbolic-ref", "-m", `attach to ${branch}`, "HEAD", `refs/heads/${branch}`] });
  return isRefusal(attached) ? attached : { type: "attached" };
}
