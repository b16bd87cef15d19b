import { relative, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { formatPhaseNumber, type GitRefusal, phaseFilePath, type PhaseNumber, type PlanningPath, type ProductPhase, projectFile, samePhase, type Sha } from "@dgs/core";
import { realpathOfNearest } from "../inside-root.js";
import { loadProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import type { WorkContext } from "../work/context.js";
import { isGitRefusal } from "../work/git-refusal.js";
import { lockIn } from "../work/lock-in.js";

/**
 * What became of the planning commit. `skipped` and `refused` say why; neither is a failure of the execution. `lock`: what git could not take, the path of
 * a file where it named one; a job halts at it, as nobody would make the commit any more.
 */
export type PlanningCommit =
  | { readonly type: "committed"; readonly sha: string; readonly subject: string }
  | { readonly type: "nothing" }
  | { readonly type: "skipped"; readonly why: string }
  | { readonly type: "refused"; readonly why: string; readonly lock?: string };

/** How often a lock that another git holds is waited for, and milliseconds in between: somebody may commit at the same moment. */
const LOCK_TRIES = 4;
const LOCK_WAIT_MS = 500;

/**
 * Commits what an execution has changed of the planning files, and nothing else: roadmap, state, requirements, and of the phase its summaries, its
 * verification and the file of its execution. What a person has staged stays staged. Asked again there is nothing left to commit. (Seed 004,
 * "update_roadmap")
 */
export async function commitPlanning(context: WorkContext, number: PhaseNumber): Promise<PlanningCommit> {
  if (!context.config.commit_docs) return skipped(context, "Skipping planning docs commit (commit_docs: false)");
  const tree = await context.ports.git.topLevel(context.place.root);
  if (tree === undefined) return { type: "skipped", why: "the planning folder is in no git repository" };
  if (typeof tree === "object") return refused(context, tree.message);
  const inside = relative(realpathOfNearest(tree), realpathOfNearest(context.place.root)).split(sep).join("/");
  const ignored = await context.ports.git.listIgnored(tree);
  if ("type" in ignored) return refused(context, ignored.message);
  if (inside !== "" && ignored.some((path) => path.endsWith("/") && `${inside}/`.startsWith(path))) return skipped(context, "Skipping planning docs commit (commit_docs: false): git ignores the planning folder");
  const loaded = loadProduct(context.ports.files, context.place);
  const phase = isRefusal(loaded) ? undefined : loaded.product.phases.find((each) => samePhase(each.number, number));
  if (phase === undefined) return refused(context, isRefusal(loaded) ? loaded.message : `phase ${formatPhaseNumber(number)} is not in the roadmap any more`);
  const subject = `docs(phase-${formatPhaseNumber(number)}): ${phase.status === "complete" ? "complete" : "record"} phase execution`;
  const paths = planningPathsOf(context, phase).map((path) => (inside === "" ? path : `${inside}/${path}`));
  const sha = await commitPatiently(context, { tree, paths, message: `${subject}\n\nDGS-Run: ${context.runId}\n` });
  if (isGitRefusal(sha)) return refused(context, sha.message, sha.code === "index-locked" ? (lockIn(sha.message) ?? `the lock that git names in ${tree}`) : undefined);
  if (sha === undefined) return { type: "nothing" };
  context.onEvent({ type: "committed", repo: "planning", sha, subject });
  return { type: "committed", sha, subject };
}

/** Exactly these: another phase may be worked on at the same time. */
function planningPathsOf({ place }: WorkContext, phase: ProductPhase): readonly PlanningPath[] {
  const documents = phase.folder === undefined ? [] : [phaseFilePath(phase.folder.path, phase.number, "EXECUTION"), phase.folder.documents.VERIFICATION ?? []].flat();
  return [
    ...(["ROADMAP", "STATE", "REQUIREMENTS"] as const).map((file) => projectFile(place.project, file)),
    ...documents,
    ...phase.plans.flatMap((plan) => plan.summary ?? []),
  ];
}

function skipped(context: WorkContext, why: string): PlanningCommit {
  context.onEvent({ type: "note", text: why });
  return { type: "skipped", why };
}

function refused(context: WorkContext, why: string, lock?: string): PlanningCommit {
  context.onEvent({ type: "note", text: `the planning files of ${context.place.root} were not committed: ${why}. Commit them yourself` });
  return { type: "refused", why, ...(lock === undefined ? {} : { lock }) };
}

async function commitPatiently({ ports, signal }: WorkContext, commit: { readonly tree: string; readonly paths: readonly string[]; readonly message: string }): Promise<Sha | undefined | GitRefusal> {
  for (let tries = 1; ; tries++) {
    const sha = await ports.git.commit(commit);
    if (!isGitRefusal(sha) || sha.code !== "index-locked" || tries === LOCK_TRIES || signal.aborted) return sha;
    await sleep(LOCK_WAIT_MS);
  }
}
