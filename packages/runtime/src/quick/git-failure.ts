import type { GitRefusal, GitRefusalCode, QuickFailure, StageOutcome } from "@dgs/core";
import { lockIn } from "../work/lock-in.js";

/** What a stage was about when git refused: names for the sentence, and the folder that the remedy is for. */
export interface GitWork {
  /** The name of the repo. */
  readonly repo: string;
  /** What could not be done: `main could not be fetched from origin`. */
  readonly what: string;
  /** The folder that commands are to be run in. */
  readonly folder: string;
}

interface Way {
  readonly reason: QuickFailure;
  readonly remedy: (work: GitWork, words: string) => string;
}

const person = (remedy: Way["remedy"]): Way => ({ reason: "human-needed", remedy });
const inFolder = (command: string) => ({ folder }: GitWork): string => `${command} (in ${folder})`;

/** What a person does about each refusal; a stage that knows better says so itself. */
const WAYS: Readonly<Partial<Record<GitRefusalCode, Way>>> = {
  "git-not-found": person(() => "install git, or put it on the PATH"),
  "not-a-repository": person(({ folder }) => `bring the repository at ${folder} back`),
  "bare-repository": person(() => "register a checkout of the repository in REPOS.md, not a bare one"),
  shallow: person(inFolder("the history was cut off when it was cloned: run `git fetch --unshallow`")),
  detached: person(inFolder("put HEAD on its branch again with `git switch`")),
  unmerged: person(inFolder("end the merge: `git merge --continue`, or `git merge --abort`")),
  "operation-in-progress": person(inFolder("end what is in progress there: `git status` says how")),
  "index-locked": person(({ folder }, words) => `another git is at work in ${folder}, or one that was killed left its lock: when none runs, delete ${lockIn(words) ?? "the lock that git names"}`),
  "identity-missing": person(() => "tell git who you are: `git config --global user.name …` and `user.email …`"),
  "hook-failed": person(() => "a git hook of yours said no: see what it printed, and mend that"),
  "credentials-missing": person(inFolder("git was asked for credentials that it does not have, and DGS never asks: log in, so that `git fetch` works by itself")),
  unreachable: { reason: "failed", remedy: inFolder("see that `git fetch` reaches the remote") },
  "no-remote": person(inFolder("name the remote again with `git remote add`")),
  "worktree-missing": person(inFolder("bring the folder back, or run `git worktree prune`")),
  "branch-in-use": person(() => "leave the branch checked out in one worktree only"),
  "path-exists": person(() => "move those files away"),
  dirty: { reason: "dirty", remedy: () => "commit those changes, or put them aside with `git stash`" },
};

/** Turns a refusal of git into the failure of a stage: what, git's words, and what to do. Nothing was lost. */
export function gitFailure(work: GitWork, refusal: GitRefusal): StageOutcome {
  const way = WAYS[refusal.code];
  const words = refusal.message.replace(/\s+/g, " ").trim();
  return { type: "failed", reason: way?.reason ?? "failed", error: `${work.repo}: ${work.what}. To go on: ${way?.remedy(work, words) ?? "see what git says"}, then run the command again. Git said: ${words}` };
}

/** Makes the failure of a stage that a person has to do something about. */
export function needsPerson(error: string): StageOutcome {
  return { type: "failed", reason: "human-needed", error };
}

export { isGitRefusal } from "../work/git-refusal.js";
