import { abandonRefusal, activeQuick, type CancelSignal, type Quick, slugOfQuickPath } from "@dgs/core";
import { driveQuick } from "../drive-quick.js";
import { loadConfig } from "../load-config.js";
import { quickIdOf } from "../find-quick-paths.js";
import { findQuick, readOpenQuicks } from "../load-quicks.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { lockQuick } from "../quick-lock.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { milestoneWorktree } from "../quick/milestone-worktree.js";
import { attemptOfQuick } from "../quick/trees.js";
import { worktreeAt } from "../report-quick.js";
import { underLock } from "../run-lock.js";
import { baseOfAttempt } from "../work/attempt.js";
import { type CodeRepo, findRepos } from "../work/repos.js";
import type { AbandonedRepo, AbandonPreview, QuickReport } from "./quick-reports.js";
import type { RunEvent } from "./reports.js";

/** Which quick is meant; absent: the active product-level one. */
export interface QuickChoice {
  /** Its id, slug or title. */
  readonly quick?: string;
}

/** What `dgs abandon-quick` is told. */
export interface AbandonQuickInput extends QuickChoice {
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Finds the product-level quick that a command is about. */
export function chooseQuick(ports: Pick<Ports, "files">, place: Place, choice: QuickChoice): Quick | Refusal {
  if (choice.quick !== undefined) return findQuick(ports.files, place, choice.quick);
  const open = readOpenQuicks(ports.files, place);
  if (isFileRefusal(open)) return fileRefusal(open);
  return activeQuick(open) ?? refuse("no-active-quick", "no product-level quick is active", "Start one with `dgs quick --main \"title\"`.");
}

/** Says what abandoning a quick would take away; writes nothing. */
export async function planAbandonQuick(ports: Pick<Ports, "files" | "git">, place: Place, choice: QuickChoice): Promise<AbandonPreview | Refusal> {
  const quick = chooseAbandonable(ports, place, choice);
  if (isRefusal(quick)) return quick;
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  const named = [...new Set(quick.steps.flatMap((step) => (step.stage === "create worktree" || step.stage === "commit" ? [step.repo] : [])))];
  const loaded = loadConfig(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const lost: AbandonedRepo[] = [];
  for (const repo of repos.filter((each) => named.includes(each.name))) lost.push(await (quick.kind === "product-level" ? look(ports, repo, quick) : lookInMilestone(ports, repo, quick, loaded.config["git.worktrees"])));
  return { type: "abandon-preview", id: quickIdOf(quick.path), slug: slugOfQuickPath(quick.path), title: quick.title, path: quick.path, repos: lost };
}

/** Throws a quick away: keeps everything, then removes worktree and branch. Whoever calls this has shown the preview and was told to go on. (Seed 000, "dgs:abandon-quick") */
export async function abandonQuick(ports: Ports, place: Place, input: AbandonQuickInput): Promise<QuickReport | Refusal> {
  const first = chooseAbandonable(ports, place, input);
  if (isRefusal(first)) return first;
  return underLock(ports, lockQuick(ports, place, first.kind, versionOfQuick(place, first)), async () => {
    const quick = chooseAbandonable(ports, place, { quick: quickIdOf(first.path) });
    if (isRefusal(quick)) return quick;
    const loaded = loadConfig(ports.files, place);
    if (isRefusal(loaded)) return loaded;
    return driveQuick(ports, place, { path: quick.path, opening: "abandon-asked", config: loaded.config, signal: input.signal, onEvent: input.onEvent });
  });
}

function chooseAbandonable(ports: Pick<Ports, "files">, place: Place, choice: QuickChoice): Quick | Refusal {
  const chosen = chooseQuick(ports, place, choice);
  const quick = isRefusal(chosen) && chosen.code === "no-active-quick" ? (onlyUnfinished(ports, place) ?? chosen) : chosen;
  if (isRefusal(quick)) return quick;
  const refusal = abandonRefusal(quick);
  return refusal === undefined ? quick : refuse(refusal.code, refusal.message.replace(/\.$/, ""), refusal.remedy, { at: quick.path, problems: quick.problems });
}

/** Where no product-level quick is active: the one milestone-context quick that has not ended. */
function onlyUnfinished(ports: Pick<Ports, "files">, place: Place): Quick | undefined {
  const open = readOpenQuicks(ports.files, place);
  return isFileRefusal(open) || open.length !== 1 ? undefined : open[0];
}

/** The milestone that a milestone-context quick belongs to, as the name of its worktree says; it need not be the active one any more. */
function versionOfQuick(place: Place, quick: Quick): string | undefined {
  return quick.kind === "product-level" ? undefined : quick.worktree.slice(milestoneWorktree(place, "").length);
}

/** What the agent of a quick did in the milestone's tree, if that was not accepted and stands there still. */
async function lookInMilestone({ git }: Pick<Ports, "git">, repo: CodeRepo, quick: Quick, own: boolean): Promise<AbandonedRepo> {
  const worktree = own ? worktreeAt(repo, quick.worktree) : repo.path;
  const nothing = { repo: repo.name, worktree, branch: quick.branch, commits: [], files: [] };
  const base = await baseOfAttempt({ ports: { git } }, repo, attemptOfQuick(quick));
  // A checkout is never reset.
  if (base === undefined || !own) return nothing;
  const branch = await git.resolve(repo.path, `refs/heads/${quick.branch}`);
  const commits = typeof branch === "string" ? await git.log(repo.path, base, branch) : [];
  const status = await git.status(worktree);
  return { ...nothing, commits: "type" in commits ? [] : commits.map(({ sha, subject }) => ({ sha, subject })), files: "type" in status ? [] : status.map((entry) => entry.path) };
}

async function look({ git }: Pick<Ports, "git">, repo: CodeRepo, quick: Quick): Promise<AbandonedRepo> {
  const worktree = worktreeAt(repo, quick.worktree);
  const [base, branch] = [await git.resolve(repo.path, `refs/heads/${quick.base}`), await git.resolve(repo.path, `refs/heads/${quick.branch}`)];
  const commits = typeof base === "string" && typeof branch === "string" ? await git.log(repo.path, base, branch) : [];
  const status = await git.status(worktree);
  return {
    repo: repo.name,
    worktree,
    branch: quick.branch,
    commits: "type" in commits ? [] : commits.map(({ sha, subject }) => ({ sha, subject })),
    files: "type" in status ? [] : status.map((entry) => entry.path),
  };
}
