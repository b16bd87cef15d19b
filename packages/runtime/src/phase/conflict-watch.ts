import { lstatSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PlanId, Sha } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { isApart, type PlanTree } from "./plan-tree.js";
import { createTurns } from "./turns.js";

/** Milliseconds between two looks at the worktrees. A look reads a time of each from the file system; git is asked only where it is another one. */
const INTERVAL_MS = 3_000;

type Watched = Pick<StepContext, "onEvent"> & { readonly ports: Pick<StepContext["ports"], "git"> };

/**
 * Tells early which plans will conflict when they land: after each commit in a running worktree its head is probed against those of the others, and
 * against the branch that they land on. Nothing is changed by it, and what it cannot find out it keeps to itself. (Seed 004; design 4)
 */
export interface ConflictWatch {
  /** Watches the trees of a plan until it has landed, or is given up. */
  readonly begin: (context: Watched, plan: PlanId, trees: readonly PlanTree[]) => void;
  /** Looks at once. */
  readonly look: (context: Watched) => Promise<void>;
  readonly end: (plan: PlanId) => void;
  /** Ends all watching. */
  readonly stop: () => void;
}

interface WatchedTree {
  readonly plan: PlanId;
  readonly tree: PlanTree;
  head?: Sha;
  /** The time and size of its reflog when the head was read. */
  mark?: string;
}

/** Makes a watch that watches nothing yet. */
export function createConflictWatch(): ConflictWatch {
  const watched: WatchedTree[] = [];
  const told = new Set<string>();
  const inTurn = createTurns();
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const look = (context: Watched): Promise<void> => inTurn(() => lookAround(context, watched, told));
  return {
    begin: (context, plan, trees) => {
      for (const tree of trees.filter(isApart)) if (!watched.some((each) => each.plan === plan && each.tree.path === tree.path)) watched.push({ plan, tree });
      let busy = false;
      timer ??= setInterval(() => {
        if (busy) return;
        busy = true;
        void look(context).catch(() => undefined).finally(() => { busy = false; });
      }, INTERVAL_MS).unref();
    },
    look,
    end: (plan) => {
      for (let at = watched.length - 1; at >= 0; at--) if (watched[at]?.plan === plan) watched.splice(at, 1);
      if (watched.length === 0) stop();
    },
    stop,
  };
}

async function lookAround(context: Watched, watched: readonly WatchedTree[], told: Set<string>): Promise<void> {
  const moved: WatchedTree[] = [];
  for (const each of [...watched]) {
    const mark = markOf(each.tree);
    if (mark !== undefined && mark === each.mark) continue;
    const head = await context.ports.git.head(each.tree.path);
    if (typeof head !== "string") continue;
    if (each.head !== undefined && head !== each.head) moved.push(each);
    if (each.head === undefined && (await isAhead(context, each.tree, head))) moved.push(each);
    each.head = head;
    if (mark !== undefined) each.mark = mark;
  }
  for (const each of moved) await probe(context, each, watched, told);
}

async function probe(context: Watched, { plan, tree, head }: WatchedTree, watched: readonly WatchedTree[], told: Set<string>): Promise<void> {
  if (head === undefined) return;
  const branch = tree.home.branch ?? "";
  const tip = await context.ports.git.resolve(tree.repo.path, `refs/heads/${branch}`);
  const others = watched.flatMap((other) => (other.plan !== plan && other.tree.repo.path === tree.repo.path && other.head !== undefined ? [{ name: String(other.plan), head: other.head }] : []));
  for (const other of [...others, ...(typeof tip === "string" ? [{ name: branch, head: tip }] : [])]) {
    const pair = [plan, other.name].sort().join("\n");
    if (told.has(pair)) continue;
    const answer = await context.ports.git.probeMerge({ repo: tree.repo.path, ours: other.head, theirs: head });
    if (answer.type !== "conflicts") continue;
    told.add(pair);
    context.onEvent({ type: "conflict-ahead", plan, with: other.name, repo: tree.repo.name, files: answer.files });
  }
}

async function isAhead(context: Watched, tree: PlanTree, head: Sha): Promise<boolean> {
  return (await context.ports.git.isReachable(tree.repo.path, head, [`refs/heads/${tree.home.branch ?? ""}`])) === false;
}

/** The time and size of a worktree's reflog; `undefined` where it keeps none, and git has to be asked each time. */
function markOf(tree: PlanTree): string | undefined {
  try {
    const link = /^gitdir: (.*)$/m.exec(readFileSync(join(tree.path, ".git"), "utf8"))?.[1];
    const log = link === undefined ? undefined : lstatSync(join(resolve(tree.path, link), "logs", "HEAD"));
    return log === undefined ? undefined : `${String(log.mtimeMs)} ${String(log.size)}`;
  } catch {
    return undefined;
  }
}
