import type { BranchMove, GitRefusal, Sha } from "@dgs/core";
import type { Ports } from "../ports.js";

/** Who moved something, and how that is known. `unknown`: git cannot tell. */
export interface Verdict {
  readonly who: "agent" | "person" | "unknown";
  readonly because: string;
}

/** The agent whose doings are looked for. */
export interface AgentTraces {
  /** The run of DGS: all its agents count, as they work side by side. */
  readonly runId: string;
  /** The agents' own trees in the repository that is looked at, and the commit that each was at before. */
  readonly trees: readonly { readonly path: string; readonly was: Sha }[];
}

/** Commits of an agent's tree that are looked for in a branch that moved. */
const MOST_COMMITS = 50;

/**
 * The commands of git that put `GIT_REFLOG_ACTION` in the place of these words: where the words stand, it was not set. `git branch -f`, `git
 * update-ref`, `git branch -m` and `git symbolic-ref` never write it.
 */
const SIGNED = /^(?:commit(?: \([\w-]+\))?|rebase(?: -i| \([\w-]+\))*|merge [^:]*|pull[^:]*|fetch[^:]*|reset|checkout|cherry-pick|revert|am)(?::|$)/;

/** Names what git's reflogs are to say of an agent: its run of DGS and its purpose, and never the word that DGS itself has there. */
export function reflogActionOf(runId: string, purpose: string): string {
  return `${markOf(runId)}${purpose}`.replace(/[^A-Za-z0-9./-]+/g, "-");
}

const markOf = (runId: string): string => `agent-of-dgs/${runId.replace(/[^A-Za-z0-9.-]+/g, "-")}/`;

/** Tells who moved a branch away from a commit. */
export async function whoMovedBranch({ git }: Pick<Ports, "git">, agent: AgentTraces, move: { readonly repo: string; readonly branch: string; readonly was: Sha; readonly is: Sha }): Promise<Verdict> {
  const moves = await git.listMoves(move.repo, move.branch);
  if ("type" in moves) return { who: "unknown", because: `its reflog cannot be read: ${moves.message}` };
  const since = moves.findIndex(({ to }) => to === move.was);
  if (since <= 0) return { who: "unknown", because: "git has no reflog of it that goes back to where it was" };
  const others = moves.slice(0, since).filter(({ byDgs }) => !byDgs);
  const signed = bySignature(others, agent);
  return signed.who === "person" ? ((await findEvidence(git, agent, move)) ?? signed) : signed;
}

/**
 * Tells who put HEAD of a checkout on another branch. A switch leads to the same commit often, so where in the reflog it begins is not
 * known: the agent's mark counts wherever it stands, a person's words where they are the newest.
 */
export async function whoMovedHead({ git }: Pick<Ports, "git">, agent: AgentTraces, tree: string): Promise<Verdict> {
  const moves = await git.listHeadMoves(tree);
  if ("type" in moves) return { who: "unknown", because: `the reflog of its HEAD cannot be read: ${moves.message}` };
  const signed = bySignature([...moves.filter((move) => isMarked(move, agent)), ...moves.slice(0, 1)], agent);
  return signed.who === "person" ? ((await findUnmarked(git, agent)) ?? signed) : signed;
}

/**
 * Tells who deleted a branch. Its reflog goes with it, so nobody can; but nothing is lost, and it was tidied up, where a branch that was there
 * before holds its commit.
 */
export async function whoDeletedBranch({ git }: Pick<Ports, "git">, repo: string, at: Sha, others: readonly string[]): Promise<Verdict> {
  const held = others.length === 0 ? false : await git.isReachable(repo, at, others.map((branch) => `refs/heads/${branch}`));
  return held === true ? { who: "person", because: "another branch holds its commits" } : { who: "unknown", because: "the reflog of a branch goes with it, and no branch that was there before holds its commits" };
}

function bySignature(moves: readonly BranchMove[], agent: AgentTraces): Verdict {
  if (moves.some((move) => isMarked(move, agent))) return { who: "agent", because: "its reflog has the agent's mark" };
  const unsigned = moves.find(({ action }) => !SIGNED.test(action));
  if (moves.length === 0 || unsigned !== undefined) return { who: "unknown", because: `its reflog does not tell who did it${unsigned === undefined ? "" : `: ${JSON.stringify(unsigned.action)}`}` };
  return { who: "person", because: "its reflog does not have the agent's mark" };
}

function isMarked({ action }: BranchMove, { runId }: AgentTraces): boolean {
  return action.startsWith(markOf(runId));
}

/** What speaks against a person though the mark is not there: tools of agents may run with an environment of their own. */
async function findEvidence(git: Ports["git"], agent: AgentTraces, move: { readonly repo: string; readonly was: Sha; readonly is: Sha }): Promise<Verdict | undefined> {
  for (const tree of agent.trees) {
    const moves = await movesSince(git, tree);
    if ("type" in moves) return { who: "unknown", because: `the reflog of ${tree.path} cannot be read: ${moves.message}` };
    for (const sha of new Set(moves.slice(0, MOST_COMMITS).map(({ to }) => to))) {
      const [now, before] = [await git.isReachable(move.repo, sha, [move.is]), await git.isReachable(move.repo, sha, [move.was])];
      if (now === true && before === false) return { who: "agent", because: `it holds ${sha.slice(0, 10)}, which was made in ${tree.path} meanwhile` };
    }
  }
  return findUnmarked(git, agent);
}

/** An agent that commits in its own tree without the mark does so elsewhere, too. */
async function findUnmarked(git: Ports["git"], agent: AgentTraces): Promise<Verdict | undefined> {
  for (const tree of agent.trees) {
    const moves = await movesSince(git, tree);
    if ("type" in moves) return { who: "unknown", because: `the reflog of ${tree.path} cannot be read: ${moves.message}` };
    if (moves.some((move) => !move.byDgs && !isMarked(move, agent))) return { who: "unknown", because: `commits in ${tree.path} do not have the agent's mark either` };
  }
  return undefined;
}

async function movesSince(git: Ports["git"], tree: AgentTraces["trees"][number]): Promise<readonly BranchMove[] | GitRefusal> {
  const moves = await git.listHeadMoves(tree.path);
  if ("type" in moves) return moves;
  const since = moves.findIndex(({ to }) => to === tree.was);
  return since < 0 ? moves : moves.slice(0, since);
}
