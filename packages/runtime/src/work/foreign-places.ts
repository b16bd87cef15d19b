import type { Sha, WorktreeEntry } from "@dgs/core";
import { realpathOfNearest } from "../inside-root.js";
import type { Ports } from "../ports.js";
import { isRefusal } from "../refusal.js";
import { failed, type WorkContext, type WorkFailure } from "./context.js";
import { findRepos } from "./repos.js";
import { type AgentTraces, type Verdict, verdict, whoDeletedBranch, whoMovedBranch, whoMovedHead } from "./who-moved.js";

/** Where everything stood in one repository: its branches, and the HEAD of each worktree. */
export interface RepoPlaces {
  readonly name: string;
  /** The top folder of its main work tree, absolute. */
  readonly path: string;
  readonly branches: ReadonlyMap<string, Sha>;
  readonly trees: readonly WorktreeEntry[];
}

/** Something that is not DGS's own and stands elsewhere than before. */
type ForeignMove = {
  readonly repo: string;
  /** The repository's main work tree. */
  readonly path: string;
  /** The branch, or the folder of the checkout. */
  readonly name: string;
  /** The commit it was at. */
  readonly at: Sha;
} & (
  | { readonly type: "branch"; readonly is: Sha }
  | { readonly type: "deleted" }
  /** A checkout that is on another branch than it was, or on none at a commit; `is` absent: HEAD names nothing. */
  | { readonly type: "head"; readonly was: string; readonly is?: string }
);

/** Records all branches and the HEADs of all worktrees of every code repo, and of the repository that holds the planning folder. (pains 2; design 3.13) */
export async function recordPlaces(context: Pick<WorkContext, "place"> & { readonly ports: Pick<Ports, "files" | "git"> }): Promise<readonly RepoPlaces[] | WorkFailure> {
  const { ports, place } = context;
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return failed("usage", `${repos.message}. ${repos.remedy}`);
  const planning = await ports.git.topLevel(place.base);
  const all = [...repos, ...(typeof planning === "string" && repos.every((repo) => repo.path !== planning) ? [{ name: "the planning repository", path: planning }] : [])];
  const places: RepoPlaces[] = [];
  for (const { name, path } of all) {
    const seen = await readPlaces(ports, name, path);
    if (!("branches" in seen)) return seen;
    places.push(seen);
  }
  return places;
}

async function readPlaces({ git }: Pick<Ports, "git">, name: string, path: string): Promise<RepoPlaces | WorkFailure> {
  const branches = await git.listBranches(path);
  if ("type" in branches) return failed("conflict", `${name}: the branches cannot be read: ${branches.message}`);
  const trees = await git.listWorktrees(path);
  if ("type" in trees) return failed("conflict", `${name}: the worktrees cannot be read: ${trees.message}`);
  return { name, path, branches: new Map(branches.map(({ branch, at }) => [branch, at])), trees };
}

/**
 * Tells which branches and checkouts that are not DGS's own stand elsewhere than they were recorded.
 *
 * DGS's own are the branches that a worktree which it made has checked out, before or now, and those in `own`: other runs of DGS work on
 * theirs meanwhile. A branch that DGS itself moved (the reflog says so), or that now names what a remote branch of its name holds, was
 * completed or pulled. New branches are nobody's loss.
 */
async function findForeignMoves(ports: Pick<Ports, "git">, before: readonly RepoPlaces[], { own, watched = [] }: Pick<ForeignCheck, "own" | "watched">): Promise<readonly ForeignMove[] | WorkFailure> {
  const moves: ForeignMove[] = [];
  for (const was of before) {
    const is = await readPlaces(ports, was.name, was.path);
    if (!("branches" in is)) return is;
    const ownBranches = new Set([...own.map(({ branch }) => branch), ...[...was.trees, ...is.trees].filter((tree) => tree.ours).map((tree) => tree.branch)]);
    for (const branch of watched) ownBranches.delete(branch);
    for (const [branch, at] of was.branches) {
      const now = is.branches.get(branch);
      if (now === at || ownBranches.has(branch) || (await isExplained(ports, was.path, branch, at, now))) continue;
      moves.push({ repo: was.name, path: was.path, name: branch, at, ...(now === undefined ? { type: "deleted" } : { type: "branch", is: now }) });
    }
    moves.push(...headMoves(was, is, new Set(own.map(({ path }) => realpathOfNearest(path)))));
  }
  return moves;
}

async function isExplained({ git }: Pick<Ports, "git">, repo: string, branch: string, was: Sha, is: Sha | undefined): Promise<boolean> {
  if (is === undefined) return false;
  const moves = await git.listMoves(repo, branch);
  if (!("type" in moves)) {
    const since = moves.findIndex(({ to }) => to === was);
    if (since > 0 && moves.slice(0, since).every(({ byDgs }) => byDgs)) return true;
  }
  const upstream = await git.upstream(repo, branch);
  if (upstream === undefined || "type" in upstream) return false;
  const forward = await git.isReachable(repo, was, [is]);
  const pulled = await git.isReachable(repo, is, [`refs/remotes/${upstream.remote}/${upstream.branch}`]);
  return forward === true && pulled === true;
}

/** A checkout of a person, or the main one, that is on another branch than before, or on none. */
function headMoves(was: RepoPlaces, is: RepoPlaces, own: ReadonlySet<string>): readonly ForeignMove[] {
  return was.trees.flatMap((before) => {
    const now = is.trees.find((tree) => tree.path === before.path);
    if (before.ours || before.bare || before.head === undefined || now === undefined || own.has(realpathOfNearest(before.path))) return [];
    const isSame = now.branch === before.branch && (before.branch !== undefined || now.head === before.head);
    if (isSame) return [];
    return [{ repo: was.name, path: was.path, type: "head", name: before.path, was: before.branch ?? before.head, ...(now.branch === undefined && now.head === undefined ? {} : { is: now.branch ?? String(now.head) }), at: before.head } as const];
  });
}

/** What may move while an agent runs, and how it is told. */
export interface ForeignCheck {
  /** The trees and branches of the run. */
  readonly own: readonly { readonly path: string; readonly branch: string | undefined }[];
  /** Branches of DGS's own that only DGS moves: no agent works on them. */
  readonly watched?: readonly string[];
  /** What ran: `plan 02-01`. */
  readonly label: string;
  /** The last part of the names of keep refs. */
  readonly name: string;
  /** The trees of agents that may have moved something, and where each was before; absent: those in `own`, as they were recorded. */
  readonly traces?: AgentTraces["trees"];
}

/** Something that moved outside of the trees of agents, and who did it. */
export interface ToldMove {
  /** What moved, where its commit is kept, who did it, and how that is known. */
  readonly told: string;
  readonly verdict: Verdict;
}

/**
 * Checks after an agent's run that it moved nothing outside of its own trees. What moved is told, and pinned where it was, under `refs/dgs/keep/…`;
 * nothing is put back. What a person moved, by git's reflogs, is no failure; what an agent moved is one, and so is what could have been either.
 */
export async function checkForeignPlaces(context: ForeignContext, before: readonly RepoPlaces[], spec: ForeignCheck): Promise<WorkFailure | undefined> {
  const moves = await tellForeignMoves(context, before, spec);
  if ("type" in moves) return moves;
  return foreignFailure(spec.label, moves.filter(isWrong).map(({ told }) => told));
}

/** Whether a move counts against an agent of this run: no person did it, and no other run. */
export function isWrong({ verdict: { who } }: ToldMove): boolean {
  return who === "agent" || who === "unknown";
}

/** The failure of what ran while something moved that must not; `undefined` where nothing did. */
export function foreignFailure(label: string, wrong: readonly string[]): WorkFailure | undefined {
  if (wrong.length === 0) return undefined;
  return failed("conflict", `while ${label} ran, something outside of its worktree moved: ${wrong.join("; ")}. Nothing was put back. Look whether it was the agent or you, then run again`);
}

type ForeignContext = Pick<WorkContext, "onEvent" | "runId"> & { readonly ports: Pick<Ports, "git"> };

/** Finds what moved outside of the trees of agents, pins where it was, and tells who did it. */
export async function tellForeignMoves(context: ForeignContext, before: readonly RepoPlaces[], spec: ForeignCheck): Promise<readonly ToldMove[] | WorkFailure> {
  const moves = await findForeignMoves(context.ports, before, spec);
  if ("type" in moves) return moves;
  const all: ToldMove[] = [];
  for (const move of moves) {
    const ref = await pin(context.ports, move, spec.name);
    const judged = await judge(context, before, spec, move);
    const told = `${describe(move)}${ref === undefined ? "" : ` (kept under ${ref})`}: ${MOVERS[judged.who]}, as ${judged.because}`;
    context.onEvent({ type: "note", text: `${spec.label}: ${told}` });
    all.push({ told, verdict: judged });
  }
  return all;
}

const MOVERS: Readonly<Record<Verdict["who"], string>> = { agent: "an agent did it", person: "a person did it", "other-run": "an agent of another run of DGS did it", unknown: "it is not known who did it" };

async function judge(context: ForeignContext, before: readonly RepoPlaces[], { own, watched = [], traces }: ForeignCheck, move: ForeignMove): Promise<Verdict> {
  const was = before.find(({ path }) => path === move.path);
  const folders = new Set(own.map(({ path }) => realpathOfNearest(path)));
  const trees = traces ?? (was?.trees ?? []).flatMap(({ path, head }) => (head !== undefined && folders.has(realpathOfNearest(path)) ? [{ path, was: head }] : []));
  const agent: AgentTraces = { runId: context.runId, trees };
  if (move.type === "head") return whoMovedHead(context.ports, agent, move.name);
  if (move.type === "branch") {
    const judged = await whoMovedBranch(context.ports, agent, { repo: move.path, branch: move.name, was: move.at, is: move.is });
    return watched.includes(move.name) && judged.who !== "agent" ? verdict("unknown", "only DGS moves this branch") : judged;
  }
  if (watched.includes(move.name)) return verdict("unknown", "only DGS moves this branch");
  return whoDeletedBranch(context.ports, move.path, move.at, [...(was?.branches.keys() ?? [])].filter((branch) => branch !== move.name));
}

function describe(move: ForeignMove): string {
  const { repo, name } = move;
  if (move.type === "head") return `${repo}: the checkout ${name} was on ${move.was} and is on ${move.is ?? "nothing"}`;
  return `${repo}: the branch ${name} was at ${move.at} and is ${move.type === "deleted" ? "gone" : `at ${move.is}`}`;
}

/** A plain ref at the commit: there is nothing to keep besides it. One that is there already holds the same or stays. */
async function pin({ git }: Pick<Ports, "git">, move: ForeignMove, name: string): Promise<string | undefined> {
  const base = `refs/dgs/keep/${name}-moved/${move.at.slice(0, 12)}`;
  const there = await git.resolve(move.path, base);
  if (there === move.at) return base;
  const set = there === undefined ? await git.setRef(move.path, base, move.at, undefined) : undefined;
  return set === "set" ? base : undefined;
}
