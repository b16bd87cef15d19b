import type { RepoEffect, StageOutcome } from "@dgs/core";
import { join, dirname, basename } from "node:path";
import type { WorkContext } from "../work/context.js";
import type { CodeRepo } from "../work/repos.js";

/** What every stage of a quick is run with. */
export interface QuickContext extends WorkContext {
  /** The registered code repos, found on disk. */
  readonly repos: readonly CodeRepo[];
  /** No agents are configured: a conflict goes straight to a person. */
  readonly withoutAgents?: boolean;
  /** The commands of the gate of a repo, in order; absent: those of the configuration. */
  readonly gate?: (repo: string) => readonly string[];
}

/** A repo with the worktree that a quick has of it. */
export interface QuickTree {
  readonly repo: CodeRepo;
  /** Absolute. */
  readonly path: string;
}

/** Where the worktree of an effect stands: beside the checkout. A repo that is not registered any more is a failure. */
export function treeOf(context: QuickContext, effect: RepoEffect): QuickTree | StageOutcome {
  const repo = context.repos.find((each) => each.name === effect.repo);
  if (repo === undefined) return { type: "failed", reason: "failed", error: `REPOS.md has no repo ${JSON.stringify(effect.repo)} any more: register it again` };
  const name = effect.worktree.startsWith(`${repo.name}--`) ? basename(repo.path) + effect.worktree.slice(repo.name.length) : effect.worktree;
  return { repo, path: join(dirname(repo.path), name) };
}
