import type { PruneReport, SetupReport, WorktreeReport, WorktreesReport } from "@dgs/runtime";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { formatDuration } from "./duration.js";

/** Renders `dgs worktrees list`: by repo, each worktree on two lines. */
export function renderWorktrees({ worktrees }: WorktreesReport, view: View): string {
  if (worktrees.length === 0) return "There is no code repo, and so no worktree.";
  const repos = [...new Set(worktrees.map(({ repo }) => repo))];
  return repos.flatMap((repo, at) => [...(at === 0 ? [] : [""]), view.paint("bold", plainText(repo)), ...worktrees.filter((each) => each.repo === repo).flatMap((each) => renderOne(each, view))]).join("\n");
}

function renderOne(worktree: WorktreeReport, { paint }: View): string[] {
  const { path, owner, of, why, needed } = worktree;
  const facts = [branchOf(worktree), stateOf(worktree), ...(worktree.locked === undefined ? [] : [`locked${worktree.locked === "" ? "" : `: ${plainText(worktree.locked)}`}`])];
  const whose = owner === "checkout" ? "the checkout" : owner === "person" ? "made by a person" : `made by DGS${of === undefined ? "" : ` for ${of.kind} ${plainText(of.name)}`}`;
  const use = why === undefined ? "" : `; ${needed === true ? "" : "not needed: "}${plainText(why)}`;
  return [`  ${plainText(path)}`, `    ${facts.join(", ")}`, paint("dim", `    ${whose}${use}`)];
}

function branchOf({ branch, head }: WorktreeReport): string {
  const at = head === undefined ? "no commit yet" : head.slice(0, 10);
  return branch === undefined ? `on no branch, ${at}` : `${plainText(branch)} at ${at}`;
}

function stateOf({ state, changes }: WorktreeReport): string {
  switch (state) {
    case "clean":
      return "clean";
    case "dirty":
      return changes === 1 ? "1 change not committed" : `${String(changes)} changes not committed`;
    case "missing":
      return "its folder is gone";
    case "unreadable":
      return "git cannot read it";
  }
}

/** Renders `dgs worktrees prune`: what goes or has gone, and what stays and why. */
export function renderPrune({ type, worktrees, stays }: PruneReport, { paint }: View): string {
  const isPreview = type === "prune-preview";
  const words = { remove: isPreview ? "would remove" : "removed", forget: isPreview ? "would forget" : "forgotten" };
  const going = worktrees.flatMap(({ path, action, why, kept }) => [
    `  ${words[action]} ${plainText(path)}`,
    paint("dim", `    ${plainText(why)}${kept === undefined ? "" : `; what git ignored or had staged there is kept under ${plainText(kept)}`}`),
  ]);
  const staying = stays.flatMap(({ path, why }) => [`  ${plainText(path)}`, paint("dim", `    ${plainText(why)}`)]);
  return [
    ...(going.length === 0 ? [isPreview ? "No worktree would be removed." : "No worktree was removed."] : [paint("bold", "Goes"), ...going, "  Branches stay."]),
    ...(staying.length === 0 ? [] : ["", paint("bold", "Stays"), ...staying]),
  ].join("\n");
}

/** Renders `dgs worktrees setup`: that it is done, and where its output is. */
export function renderWorktreeSetup({ path, command, logPath, durationMs }: SetupReport, { paint }: View): string {
  return [`Set up ${plainText(path)} in ${formatDuration(durationMs)}: ${plainText(command)}`, paint("dim", `Log: ${plainText(logPath)}`)].join("\n");
}
