import type { Commit, GitRefusal, Sha } from "@dgs/core";
import type { Ports } from "../ports.js";
import { isGitRefusal } from "../work/git-refusal.js";
import type { CodeRepo } from "../work/repos.js";

/** A fast change of a run that was cut off while, or after, it brought it to the base branch. */
export interface CutOffLanding {
  readonly type: "landing";
  readonly id: string;
  readonly commit: Sha;
  readonly subject: string;
  /** The commit that it was made on. */
  readonly base: Sha;
  /** Whether the base branch has it already. */
  readonly landed: boolean;
}

/** Where a change may have been landing. */
export interface LandingPlace {
  readonly repo: CodeRepo;
  /** The base branch, and the commit that it is at. */
  readonly branch: string;
  readonly base: Sha;
  /** Paths of the checkout that have changes. */
  readonly changed: readonly string[];
}

/**
 * Looks whether a run that was cut off had its change on the way to the base branch; `undefined` when it had not got that far.
 *
 * The branch of the fast tree still names the change then. It has landed, or a part of it lies in the checkout, and nothing lies there that is not at one of
 * its paths. That each path holds what one of the two commits has is for git's fast-forward to see. A change that had not begun to land is made anew.
 * @param own The branch of the fast tree.
 */
export async function findCutOffLanding({ git }: Pick<Ports, "git">, { repo, branch, base, changed }: LandingPlace, own: string): Promise<CutOffLanding | undefined | GitRefusal> {
  const commit = await git.resolve(repo.path, `refs/heads/${own}`);
  if (commit === undefined || isGitRefusal(commit)) return commit;
  const parent = await git.resolve(repo.path, `${commit}^`);
  if (parent === undefined || isGitRefusal(parent)) return parent;
  const made = await madeThere(git, { repo, own, parent, commit });
  if (made === undefined || isGitRefusal(made)) return made;
  const landing = { type: "landing", ...made, commit, base: parent } as const;
  const landed = await git.isReachable(repo.path, commit, [`refs/heads/${branch}`]);
  if (isGitRefusal(landed)) return landed;
  if (landed) return { ...landing, landed };
  if (parent !== base || changed.length === 0) return undefined;
  const paths = await git.changed(repo.path, parent, commit);
  if (isGitRefusal(paths)) return paths;
  const ownPaths = new Set(paths.map(({ path }) => path));
  return changed.every((path) => ownPaths.has(path)) ? { ...landing, landed } : undefined;
}

/** The change, if it is one that was committed on the branch itself: a fast change of an earlier day, which a tree was only begun on, is none. */
async function madeThere(git: Ports["git"], { repo, own, parent, commit }: { readonly repo: CodeRepo; readonly own: string; readonly parent: Sha; readonly commit: Sha }): Promise<Pick<CutOffLanding, "id" | "subject"> | undefined | GitRefusal> {
  const moves = await git.listMoves(repo.path, own);
  if (isGitRefusal(moves)) return moves;
  if (!moves.some(({ to }) => to === parent)) return undefined;
  const commits = await git.log(repo.path, parent, commit);
  if (isGitRefusal(commits)) return commits;
  const [only, ...more] = commits;
  const id = only === undefined || more.length > 0 ? undefined : fastIdOf(only);
  return only === undefined || id === undefined ? undefined : { id, subject: only.subject };
}

function fastIdOf({ body }: Commit): string | undefined {
  return /^DGS-Fast: (\S+)$/m.exec(body)?.[1];
}
