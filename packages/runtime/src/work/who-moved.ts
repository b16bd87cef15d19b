import type { BranchMove, GitRefusal, Sha } from "@dgs/core";
import type { Ports } from "../ports.js";

/** Who moved something, and how that is known. `unknown`: git cannot tell; `other-run`: an agent of another run of DGS, which looks for itself. */
export interface Verdict {
  readonly who: "agent" | "person" | "other-run" | "unknown";
  readonly because: string;
  /** The marks of agents of this run that were found, as {@link reflogActionOf} makes them. */
  readonly marks: readonly string[];
  /** The trees whose agents it points at without a mark. */
  readonly trees: readonly string[];
}

/** The agent whose doings are looked for. */
export interface AgentTraces {
  /** The run of DGS: all its agents count, as they work side by side. */
  readonly runId: string;
  /** The agents' own trees in the repository that is looked at, and the commit that each was at before. */
  readonly trees: readonly { readonly path: string; readonly was: Sha }[];
}

/** A verdict that names no agent. */
export function verdict(who: Verdict["who"], because: string): Verdict {
  return { who, because, marks: [], trees: [] };
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

const ANY_RUN = "agent-of-dgs/";

const markOf = (runId: string): string => `${ANY_RUN}${runId.replace(/[^A-Za-z0-9.-]+/g, "-")}/`;

/** The marks of agents of a run in some moves, once each, the first first. */
export function marksIn(moves: readonly BranchMove[], runId: string): readonly string[] {
  return [...new Set(moves.filter((move) => isMarked(move, { runId })).map(({ action }) => /^[A-Za-z0-9./-]+/.exec(action)?.[0] ?? action))];
}

/** Whether a mark is that of an agent with a purpose, or with one that begins with these words. */
export function isMarkOf(mark: string, runId: string, purpose: string): boolean {
  const whole = reflogActionOf(runId, purpose);
  return mark === whole || mark.startsWith(`${whole}-`);
}

/** Tells who moved a branch away from a commit. */
export async function whoMovedBranch({ git }: Pick<Ports, "git">, agent: AgentTraces, move: { readonly repo: string; readonly branch: string; readonly was: Sha; readonly is: Sha }): Promise<Verdict> {
  const moves = await git.listMoves(move.repo, move.branch);
  const since = "type" in moves ? 0 : moves.findIndex(({ to }) => to === move.was);
  const signed = "type" in moves ? verdict("unknown", `its reflog cannot be read: ${moves.message}`) : since <= 0 ? verdict("unknown", "git has no reflog of it that goes back to where it was") : bySignature(moves.slice(0, since).filter(({ byDgs }) => !byDgs), agent);
  if (signed.who === "agent") return signed;
  const evidence = await findEvidence(git, agent, move);
  if (evidence?.who === "agent") return evidence;
  return signed.who === "person" ? (evidence ?? (await findUnmarked(git, agent)) ?? signed) : signed;
}

/**
 * Tells who put HEAD of a checkout on another branch. A switch leads to the same commit often, so where in the reflog it begins is not
 * known: an agent's mark counts wherever it stands, of several the newest, and a person's words where they are the newest.
 */
export async function whoMovedHead({ git }: Pick<Ports, "git">, agent: AgentTraces, tree: string): Promise<Verdict> {
  const moves = await git.listHeadMoves(tree);
  if ("type" in moves) return verdict("unknown", `the reflog of its HEAD cannot be read: ${moves.message}`);
  const signed = bySignature([...moves.filter((move) => isMarked(move, agent)).slice(0, 1), ...moves.slice(0, 1)], agent);
  return signed.who === "person" ? ((await findUnmarked(git, agent)) ?? signed) : signed;
}

/**
 * Tells who deleted a branch. Its reflog goes with it, so nobody can; but nothing is lost, and it was tidied up, where a branch that was there
 * before holds its commit.
 */
export async function whoDeletedBranch({ git }: Pick<Ports, "git">, repo: string, at: Sha, others: readonly string[]): Promise<Verdict> {
  const held = others.length === 0 ? false : await git.isReachable(repo, at, others.map((branch) => `refs/heads/${branch}`));
  return held === true ? verdict("person", "another branch holds its commits") : verdict("unknown", "the reflog of a branch goes with it, and no branch that was there before holds its commits");
}

function bySignature(moves: readonly BranchMove[], agent: AgentTraces): Verdict {
  const marks = marksIn(moves, agent.runId);
  if (marks.length > 0) return { who: "agent", because: `its reflog has the agent's mark: ${marks.join(", ")}`, marks, trees: [] };
  const strange = moves.filter(({ action }) => !SIGNED.test(action));
  const unsigned = strange.find(({ action }) => !action.startsWith(ANY_RUN));
  if (moves.length === 0 || unsigned !== undefined) return verdict("unknown", `its reflog does not tell who did it${unsigned === undefined ? "" : `: ${JSON.stringify(unsigned.action)}`}`);
  return strange.length > 0 ? verdict("other-run", "its reflog has the mark of another run") : verdict("person", "its reflog does not have the agent's mark");
}

function isMarked({ action }: BranchMove, { runId }: Pick<AgentTraces, "runId">): boolean {
  return action.startsWith(markOf(runId));
}

/** What speaks against an agent though its mark is not there: a commit that was made in its tree. A tree that cannot be read speaks for nobody. */
async function findEvidence(git: Ports["git"], agent: AgentTraces, move: { readonly repo: string; readonly was: Sha; readonly is: Sha }): Promise<Verdict | undefined> {
  let unread: Verdict | undefined;
  for (const tree of agent.trees) {
    const moves = await movesSince(git, tree);
    if ("type" in moves) unread ??= verdict("unknown", `the reflog of ${tree.path} cannot be read: ${moves.message}`);
    for (const sha of new Set("type" in moves ? [] : moves.slice(0, MOST_COMMITS).map(({ to }) => to))) {
      const [now, before] = [await git.isReachable(move.repo, sha, [move.is]), await git.isReachable(move.repo, sha, [move.was])];
      if (now === true && before === false) return { who: "agent", because: `it holds ${sha.slice(0, 10)}, which was made in ${tree.path} meanwhile`, marks: [], trees: [tree.path] };
    }
  }
  return unread;
}

/** Agents that commit in their own trees without the mark, as tools may run with an environment of their own, do so elsewhere, too. */
async function findUnmarked(git: Ports["git"], agent: AgentTraces): Promise<Verdict | undefined> {
  const trees: string[] = [];
  for (const tree of agent.trees) {
    const moves = await movesSince(git, tree);
    if ("type" in moves) return verdict("unknown", `the reflog of ${tree.path} cannot be read: ${moves.message}`);
    if (moves.some((move) => !move.byDgs && !isMarked(move, agent))) trees.push(tree.path);
  }
  return trees.length === 0 ? undefined : { who: "unknown", because: `commits in ${trees.join(", ")} do not have the agent's mark either`, marks: [], trees };
}

async function movesSince(git: Ports["git"], tree: AgentTraces["trees"][number]): Promise<readonly BranchMove[] | GitRefusal> {
  const moves = await git.listHeadMoves(tree.path);
  if ("type" in moves) return moves;
  const since = moves.findIndex(({ to }) => to === tree.was);
  return since < 0 ? moves : moves.slice(0, since);
}
