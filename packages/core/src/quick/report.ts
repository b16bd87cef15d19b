import { reposOf } from "./create.js";
import { standingForward } from "./history.js";
import { slugOfQuickPath } from "./names.js";
import type { Quick } from "./types.js";

/**
 * Says in one line how a quick ended: `Quick 'fix-auth' merged to main (3 commits). Worktree cleaned up. Pushed to
 * origin.` `undefined` while it has not. (Seed 000, "dgs:complete-quick")
 */
export function formatQuickEnd(quick: Quick): string | undefined {
  const name = quick.kind === "milestone" ? `Milestone ${quick.title}` : `Quick '${slugOfQuickPath(quick.path)}'`;
  if (quick.status === "abandoned" && quick.kind === "milestone-context") return `${name} abandoned. ${quick.branch} is without it.${keptText(quick)}`;
  if (quick.status === "abandoned") return `${name} abandoned. Worktree and branch removed.${keptText(quick)}`;
  if (quick.status !== "completed") return undefined;
  if (quick.kind === "milestone-context") return `${name} done on ${quick.branch}. It is merged with the milestone.`;
  const merged = reposOf(quick.steps).flatMap((repo) => mergedRepo(quick, repo));
  if (merged.length === 0) return `${name} had nothing to merge. Worktree cleaned up.`;
  return `${name} merged to ${quick.base} (${countText(merged)}). Worktree cleaned up. ${pushText(merged)}`;
}

interface MergedRepo {
  readonly repo: string;
  readonly commits: number;
  readonly remote: string | undefined;
}

function mergedRepo({ steps }: Quick, repo: string): MergedRepo[] {
  const forward = standingForward(steps, repo, steps.length);
  const push = steps.filter((step) => step.stage === "push" && step.repo === repo).at(-1);
  return forward === undefined ? [] : [{ repo, commits: forward.commits ?? 0, remote: push?.skipped === undefined ? push?.remote : undefined }];
}

function countText(merged: readonly MergedRepo[]): string {
  const count = (commits: number): string => `${String(commits)} commit${commits === 1 ? "" : "s"}`;
  return merged.length === 1 ? count(merged[0]?.commits ?? 0) : merged.map(({ repo, commits }) => `${repo}: ${count(commits)}`).join(", ");
}

function pushText(merged: readonly MergedRepo[]): string {
  const remotes = [...new Set(merged.map(({ remote }) => remote))];
  if (remotes.length === 1) return remotes[0] === undefined ? "Not pushed: there is no remote." : `Pushed to ${remotes[0]}.`;
  return merged.map(({ repo, remote }) => (remote === undefined ? `${repo} not pushed: it has no remote.` : `${repo} pushed to ${remote}.`)).join(" ");
}

function keptText({ steps }: Quick): string {
  const refs = steps.flatMap((step) => (step.stage === "keep" && step.ref !== undefined ? [step.ref] : []));
  return refs.length === 0 ? "" : ` Its work is kept under ${refs.join(", ")}.`;
}
