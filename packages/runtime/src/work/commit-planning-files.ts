import { setTimeout as sleep } from "node:timers/promises";
import type { GitRefusal, PlanningPath, Sha } from "@dgs/core";
import { pathFrom } from "../inside-root.js";
import type { WorkContext } from "./context.js";
import { isGitRefusal } from "./git-refusal.js";
import { lockIn } from "./lock-in.js";

/**
 * What became of the planning commit. `skipped` and `refused` say why; neither is a failure of the work. `lock`: what git could not take, the path of
 * a file where it named one; a job halts at it, as nobody would make the commit any more.
 */
export type PlanningCommit =
  | { readonly type: "committed"; readonly sha: string; readonly subject: string }
  | { readonly type: "nothing" }
  | { readonly type: "skipped"; readonly why: string }
  | { readonly type: "refused"; readonly why: string; readonly lock?: string };

/** What goes into a planning commit. */
export interface PlanningFilesToCommit {
  readonly subject: string;
  /** Exactly these: something else may be worked on at the same time. */
  readonly paths: readonly PlanningPath[];
}

/** How often a lock that another git holds is waited for, and milliseconds in between: somebody may commit at the same moment. */
const LOCK_TRIES = 4;
const LOCK_WAIT_MS = 500;

/** What a planning commit needs. */
type CommitContext = Pick<WorkContext, "config" | "place" | "onEvent" | "runId" | "signal"> & { readonly ports: Pick<WorkContext["ports"], "git"> };

/**
 * Commits planning files and nothing else, as `commit_docs` allows. What a person has staged stays staged. Asked again there is nothing left to commit.
 * @param choose Only asked where a commit may be made at all; a text says why there is none.
 */
export async function commitPlanningFiles(context: CommitContext, choose: () => PlanningFilesToCommit | string): Promise<PlanningCommit> {
  if (!context.config.commit_docs) return skipped(context, "Skipping planning docs commit (commit_docs: false)");
  const tree = await context.ports.git.topLevel(context.place.root);
  if (tree === undefined) return { type: "skipped", why: "the planning folder is in no git repository" };
  if (typeof tree === "object") return refused(context, tree.message);
  const inside = pathFrom(tree, context.place.root);
  const ignored = await context.ports.git.listIgnored(tree);
  if ("type" in ignored) return refused(context, ignored.message);
  if (inside !== "" && ignored.some((path) => path.endsWith("/") && `${inside}/`.startsWith(path))) return skipped(context, "Skipping planning docs commit (commit_docs: false): git ignores the planning folder");
  const chosen = choose();
  if (typeof chosen === "string") return refused(context, chosen);
  const { subject } = chosen;
  const paths = chosen.paths.map((path) => (inside === "" ? path : `${inside}/${path}`));
  const sha = await commitPatiently(context, { tree, paths, message: `${subject}\n\nDGS-Run: ${context.runId}\n` });
  if (isGitRefusal(sha)) return refused(context, sha.message, sha.code === "index-locked" ? (lockIn(sha.message) ?? `the lock that git names in ${tree}`) : undefined);
  if (sha === undefined) return { type: "nothing" };
  context.onEvent({ type: "committed", repo: "planning", sha, subject });
  return { type: "committed", sha, subject };
}

/** Says in one line what became of a planning commit; `undefined` where there was nothing to commit. */
export function sayPlanningCommit(commit: PlanningCommit): string | undefined {
  switch (commit.type) {
    case "committed":
      return commit.subject;
    case "nothing":
      return undefined;
    case "skipped":
    case "refused":
      return commit.why;
  }
}

function skipped(context: CommitContext, why: string): PlanningCommit {
  context.onEvent({ type: "note", text: why });
  return { type: "skipped", why };
}

function refused(context: CommitContext, why: string, lock?: string): PlanningCommit {
  context.onEvent({ type: "note", text: `the planning files of ${context.place.root} were not committed: ${why}. Commit them yourself` });
  return { type: "refused", why, ...(lock === undefined ? {} : { lock }) };
}

async function commitPatiently({ ports, signal }: CommitContext, commit: { readonly tree: string; readonly paths: readonly string[]; readonly message: string }): Promise<Sha | undefined | GitRefusal> {
  for (let tries = 1; ; tries++) {
    const sha = await ports.git.commit(commit);
    if (!isGitRefusal(sha) || sha.code !== "index-locked" || tries === LOCK_TRIES || signal.aborted) return sha;
    await sleep(LOCK_WAIT_MS);
  }
}
