import type { GitRefusal, GitRefusalCode, Sha } from "@dgs/core";
import { resolve } from "./head.js";
import { isReachable } from "./log.js";
import { parsePush, type PushedRef } from "./parse/push.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { remoteRefusalOf } from "./remote-refusal.js";
import { checkRemote, REMOTE_CONFIG, type RemoteBranch } from "./remotes.js";
import type { RunGit } from "./run-git.js";

/** What is pushed where. */
export interface PushSpec extends RemoteBranch {
  readonly sha: Sha;
  readonly expected: Sha | undefined;
}

/** The reasons that stand behind `[rejected]` and `[remote rejected]`, and what they mean. */
const REASONS: readonly (readonly [RegExp, GitRefusalCode])[] = [
  [/hook declined/, "rejected-by-hook"],
  [/shallow/, "shallow"],
  [/stale info|fetch first|non-fast-forward|failed to update ref|cannot lock ref|incorrect old value|already exists|remote ref updated since checkout/, "rejected-non-fast-forward"],
];

/**
 * Pushes a commit to a branch of a remote that is still where it was expected.
 *
 * The lease makes the remote compare before it moves the branch. As a lease alone would also force, the commit is known to descend
 * from what is expected before the remote is asked.
 */
export async function push(run: RunGit, spec: PushSpec): Promise<{ readonly type: "pushed" | "up-to-date" } | GitRefusal> {
  const { tree, remote, branch, sha, expected } = spec;
  const objection = (await checkRemote(run, spec)) ?? (await checkCommits(run, spec));
  if (objection !== undefined) return objection;
  const ref = `refs/heads/${branch}`;
  const args = ["push", "--porcelain", "--no-follow-tags", `--force-with-lease=${ref}:${expected ?? ""}`, "--", remote, `${sha}:${ref}`];
  const answer = await run({ tree, args: [...REMOTE_CONFIG, ...args], kind: "remote" });
  if (isRefusal(answer)) return remoteRefusalOf(answer);
  const pushed = parsePush(answer.stdout);
  // The remote has it; where the remote branch here stays behind, whoever looks at that next takes the push for missing.
  if (answer.code === 0 && /^error: .*Unable to create '[^']*\.lock'/m.test(answer.printed)) return refuse("index-locked", `${remote} has the commit, and its branch ${branch} could not be moved here: ${answer.printed}`);
  if (answer.code === 0) return { type: pushed?.flag === "=" ? "up-to-date" : "pushed" };
  if (pushed?.flag === "!") return rejectionOf(pushed, answer.printed);
  const refusal = remoteRefusalOf(refusalOf(answer.printed));
  // The one failure in which git says nothing but this is a hook of the user's that said no.
  const mute = refusal.code === "other" && /^error: failed to push some refs to /m.test(answer.printed);
  return mute ? refuse("hook-failed", answer.printed) : refusal;
}

async function checkCommits(run: RunGit, { tree, sha, expected }: PushSpec): Promise<GitRefusal | undefined> {
  const there = await resolve(run, tree, sha);
  if (isRefusal(there)) return there;
  if (there === undefined) return refuse("unknown-revision", `there is no commit ${sha}`);
  if (expected === undefined) return undefined;
  const known = await resolve(run, tree, expected);
  if (isRefusal(known)) return known;
  const descends = known === undefined ? false : await isReachable(run, tree, known, there);
  if (isRefusal(descends)) return descends;
  return descends ? undefined : refuse("rejected-non-fast-forward", `${sha} does not descend from ${expected}, which is there: fetch and rebase first`);
}

function rejectionOf(pushed: PushedRef, printed: string): GitRefusal {
  const code = REASONS.find(([pattern]) => pattern.test(pushed.summary))?.[1] ?? "rejected-by-remote";
  return refuse(code, `${printed.trim()}\n${pushed.summary}`);
}
