import { existsSync } from "node:fs";
import path from "node:path";
import type { GitRefusal, RepoState } from "@dgs/core";
import { headState } from "./head-state.js";
import { operationIn } from "./operation.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { remoteNames } from "./remotes.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";
import { topLevel } from "./top-level.js";

/** Returns the state of the repository that a folder is in; `undefined` outside any. */
export async function describeRepo(run: RunGit, folder: string): Promise<RepoState | undefined | GitRefusal> {
  const facts = await factsOf(run, folder);
  if (facts === undefined || isRefusal(facts)) return facts;
  const top = await topLevel(run, folder);
  if (isRefusal(top)) return top;
  const own = await askGit(run, { tree: folder, args: ["rev-parse", "--absolute-git-dir"], kind: "read" });
  if (isRefusal(own)) return own;
  const head = await headState(run, folder);
  if (isRefusal(head)) return head;
  const remotes = await remoteNames(run, folder);
  if (isRefusal(remotes)) return remotes;
  const operation = operationIn(lineOf(own));
  const lock = path.join(lineOf(own), "index.lock");
  return {
    ...facts,
    ...(top === undefined ? {} : { top }),
    head,
    remotes,
    ...(operation === undefined ? {} : { operation }),
    ...(existsSync(lock) ? { indexLock: lock } : {}),
  };
}

async function factsOf(run: RunGit, folder: string): Promise<Pick<RepoState, "objectFormat" | "shallow"> | undefined | GitRefusal> {
  const answer = await run({ tree: folder, args: ["rev-parse", "--is-shallow-repository", "--show-object-format"], kind: "read" });
  if (isRefusal(answer)) return answer;
  if (answer.code !== 0) {
    const refusal = refusalOf(answer.printed);
    return refusal.code === "not-a-repository" ? undefined : refusal;
  }
  const [shallow, objectFormat] = answer.stdout.split("\n");
  return objectFormat === undefined ? refuse("other", "what git rev-parse printed was not understood") : { shallow: shallow === "true", objectFormat };
}
