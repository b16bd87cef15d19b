import type { Problem } from "../problem.js";

/** One code repo of a product, as `REPOS.md` registers it. */
export interface Repo {
  /** Unique in a product, and fit for a file or branch name. */
  readonly name: string;
  /** Relative to the folder that holds the planning root, with `/`, without `.` segments; may climb (`../api`). */
  readonly path: string;
  readonly url: string | undefined;
  readonly description: string | undefined;
  /** The command that prepares a new worktree. */
  readonly setup: string | undefined;
}

/** Reads `REPOS.md`. */
export declare function readRepos(source: string, path: string): { readonly repos: readonly Repo[]; readonly problems: readonly Problem[] };
