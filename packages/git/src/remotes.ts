import type { GitRefusal, Sha, Upstream } from "@dgs/core";
import { resolve } from "./head.js";
import { keepOrphans } from "./keep-orphans.js";
import { isBranchName, isRefName } from "./ref-name.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { remoteRefusalOf } from "./remote-refusal.js";
import { askGit, type RunGit } from "./run-git.js";

/** A server that says nothing for this long has gone away; in seconds, as git counts it. */
export const REMOTE_CONFIG = ["http.lowSpeedLimit=1", "http.lowSpeedTime=60"].flatMap((setting) => ["-c", setting]);

/** A branch of a remote. */
export interface RemoteBranch {
  readonly tree: string;
  readonly remote: string;
  readonly branch: string;
}

/** Returns where a branch goes: what it was told, else the only remote or `origin`. */
export async function upstream(run: RunGit, tree: string, branch: string): Promise<Upstream | undefined | GitRefusal> {
  if (!isBranchName(branch)) return refuse("bad-name", `not the name of a branch: ${JSON.stringify(branch)}`);
  const format = "--format=%(refname)%00%(upstream:remotename)%00%(upstream:remoteref)";
  const printed = await askGit(run, { tree, args: ["for-each-ref", format, `refs/heads/${branch}`], kind: "read" });
  if (isRefusal(printed)) return printed;
  const found = printed.split("\n").map((line) => line.split("\0")).find(([ref]) => ref === `refs/heads/${branch}`);
  const names = await remoteNames(run, tree);
  if (isRefusal(names)) return names;
  const [, remote, ref] = found ?? [];
  if (remote !== undefined && names.includes(remote) && ref?.startsWith("refs/heads/") === true) return { remote, branch: ref.slice("refs/heads/".length), configured: true };
  const likely = names.length === 1 ? names[0] : names.find((name) => name === "origin");
  return likely === undefined ? undefined : { remote: likely, branch, configured: false };
}

/** Fetches one branch of a remote into its remote branch here. */
export async function fetchBranch(run: RunGit, spec: RemoteBranch): Promise<{ readonly type: "fetched"; readonly sha: Sha } | { readonly type: "absent" } | GitRefusal> {
  const { tree, remote, branch } = spec;
  const objection = await checkRemote(run, spec);
  if (objection !== undefined) return objection;
  const into = `refs/remotes/${remote}/${branch}`;
  const fetch = (force: "" | "+") => {
    const args = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-prune", "--", remote, `${force}refs/heads/${branch}:${into}`];
    return run({ tree, args: [...REMOTE_CONFIG, ...args], kind: "remote" });
  };
  let answer = await fetch("");
  if (!isRefusal(answer) && answer.code !== 0 && !/^fatal: /m.test(answer.printed)) {
    // Others have forced the branch aside. What it held until now may be here only.
    const held = await resolve(run, tree, into);
    if (isRefusal(held)) return held;
    const kept = await keepOrphans(run, { repo: tree, names: held === undefined ? [] : [held], without: into, name: `fetched/${remote}/${branch}`, reason: `the branch ${branch} of ${remote} before others forced it aside` });
    if (isRefusal(kept)) return kept;
    answer = await fetch("+");
  }
  if (isRefusal(answer)) return remoteRefusalOf(answer);
  if (answer.code !== 0) return /^fatal: couldn't find remote ref /m.test(answer.printed) ? { type: "absent" } : remoteRefusalOf(refusalOf(answer.printed));
  const sha = await resolve(run, tree, into);
  if (isRefusal(sha)) return sha;
  return sha === undefined ? refuse("other", `${into} is not there after it was fetched`) : { type: "fetched", sha };
}

/** Refuses names that are none, and remotes that git does not know by name: an address is never taken. */
export async function checkRemote(run: RunGit, { tree, remote, branch }: RemoteBranch): Promise<GitRefusal | undefined> {
  if (!isBranchName(branch)) return refuse("bad-name", `not the name of a branch: ${JSON.stringify(branch)}`);
  if (remote.startsWith("-") || !isRefName(`refs/remotes/${remote}`)) return refuse("bad-name", `not the name of a remote: ${JSON.stringify(remote)}`);
  const names = await remoteNames(run, tree);
  if (isRefusal(names)) return names;
  return names.includes(remote) ? undefined : refuse("no-remote", names.length === 0 ? "the repository has no remote" : `there is no remote ${remote}, but ${names.join(", ")}`);
}

/** Returns the names of the remotes. */
export async function remoteNames(run: RunGit, tree: string): Promise<readonly string[] | GitRefusal> {
  const printed = await askGit(run, { tree, args: ["remote"], kind: "read" });
  return isRefusal(printed) ? printed : printed.split("\n").filter((name) => name !== "");
}
