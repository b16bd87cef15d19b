import type { Git, GitRefusal } from "@dgs/core";
import { createGit, type GitOptions } from "../create-git.js";
import { hideInRefusals } from "../hide-in-refusals.js";
import { isRefusal } from "../refusal.js";
import { createRunGit } from "../run-git.js";
import type { Nodegit } from "./api.js";
import { findTop } from "./find-top.js";
import { createLoadNodegit } from "./load.js";
import { inRepo, type OpenRepo } from "./open-repo.js";
import { readBlobText, readChanges } from "./read-changes.js";
import { readForward } from "./read-fast-forward.js";
import { readBranch, readCommit, readHead, readHeadState } from "./read-head.js";
import { readLog, readReachable } from "./read-history.js";
import { readOperation, readRepo } from "./read-repo.js";
import { readStatus } from "./read-status.js";
import { createReadSettings } from "./settings.js";
import { type Sure, sure, unlessRefused } from "./sure.js";

/** Which of the two engines answered; `both`: libgit2 looked, and one command of git's did it. */
export type AnsweredBy = "nodegit" | "program" | "both";

/** What {@link createNodegitGit} needs: what the git program needs, as it does the rest. */
export interface NodegitGitOptions extends GitOptions {
  /** Is told who answered each call of an operation that nodegit takes part in. */
  readonly onAnswer?: (operation: keyof Git, by: AnsweredBy) => void;
}

/**
 * Makes the Git port over nodegit (libgit2, in this process), which only reads: what it has no doubt about it answers, and every
 * other call is the git program's, whole.
 *
 * nodegit is loaded when the first call needs it. Where it cannot be had each such call is refused with the words that say how to
 * build it; the program never stands in for it unsaid.
 */
export function createNodegitGit(options: NodegitGitOptions): Git {
  const program = createGit(options);
  const env = options.env ?? process.env;
  const run = createRunGit({ processes: options.processes, env, deadlineMs: options.deadlineMs ?? 600_000 });
  const needs = { env, readSettings: createReadSettings(run, env) };
  const load = createLoadNodegit(env);
  const tell = options.onAnswer ?? (() => undefined);

  async function ask<T>(operation: keyof Git, inProcess: (api: Nodegit) => Promise<Sure<T> | undefined>, byProgram: () => Promise<T | GitRefusal>): Promise<T | GitRefusal> {
    const api = load();
    if (isRefusal(api)) return api;
    const told = await inProcess(api);
    tell(operation, told === undefined ? "program" : "nodegit");
    return told === undefined ? byProgram() : told.answer;
  }
  const inTree = <T>(operation: keyof Git, tree: string, read: (open: OpenRepo) => Promise<Sure<T> | undefined>, byProgram: () => Promise<T | GitRefusal>) =>
    ask(operation, (api) => inRepo(api, tree, read), byProgram);
  const fromFolder = async <T>(api: Nodegit, folder: string, read: (open: OpenRepo) => Promise<Sure<T> | undefined>) => {
    const top = await unlessRefused(() => Promise.resolve(sure(findTop(folder, env))));
    return top?.answer === undefined ? undefined : inRepo(api, top.answer, read);
  };

  const calls: Git = {
    ...program,
    topLevel: (folder) => ask("topLevel", (api) => fromFolder(api, folder, ({ top }) => Promise.resolve(sure(top))), () => program.topLevel(folder)),
    head: (tree) => inTree("head", tree, readHead, () => program.head(tree)),
    branch: (tree) => inTree("branch", tree, readBranch, () => program.branch(tree)),
    headState: (tree) => inTree("headState", tree, readHeadState, () => program.headState(tree)),
    status: (tree) => inTree("status", tree, (open) => readStatus(open, needs), () => program.status(tree)),
    resolve: (tree, revision) => inTree("resolve", tree, (open) => readCommit(open, revision), () => program.resolve(tree, revision)),
    log: (tree, from, to) => inTree("log", tree, (open) => readLog(open, from, to), () => program.log(tree, from, to)),
    changed: (tree, from, to) => inTree("changed", tree, (open) => readChanges(open, from, to), () => program.changed(tree, from, to)),
    isReachable: (tree, sha, from) => inTree("isReachable", tree, (open) => readReachable(open, sha, from), () => program.isReachable(tree, sha, from)),
    readBlob: (tree, blob) => inTree("readBlob", tree, (open) => readBlobText(open, blob), () => program.readBlob(tree, blob)),
    operation: (tree) => inTree("operation", tree, (open) => Promise.resolve(readOperation(open)), () => program.operation(tree)),
    describeRepo: (folder) => ask("describeRepo", (api) => fromFolder(api, folder, (open) => readRepo(open, needs.readSettings)), () => program.describeRepo(folder)),
    async fastForward(spec) {
      const api = load();
      if (isRefusal(api)) return api;
      const step = (await inRepo(api, spec.repo, (open) => readForward(open, spec.branch, spec.to)))?.answer;
      tell("fastForward", step === undefined ? "program" : step.type === "set" ? "both" : "nodegit");
      if (step === undefined) return program.fastForward(spec);
      if (step.type === "up-to-date") return step;
      // Git's own command: the user's hooks see the change, and the reflog and the disk get it as they always do.
      const done = await program.setRef(spec.repo, step.ref, step.to, step.from);
      return isRefusal(done) ? done : { type: "moved", from: step.from, to: step.to };
    },
  };  return hideInRefusals(calls, env);
}
