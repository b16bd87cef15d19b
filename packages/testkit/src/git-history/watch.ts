import { readFileSync } from "node:fs";
import path from "node:path";
import type { Git } from "@dgs/core";
import { type Inventory, takeInventory } from "./inventory.js";
import { type Allowance, findLosses } from "./losses.js";
import { linesOf, type World } from "./world.js";

/** A call of the port that was watched. */
export interface Watched {
  readonly call: string;
  readonly refused: string | undefined;
}

type Plan = Pick<Allowance, "refs"> & Partial<Allowance>;
type Calls = { readonly [Name in keyof Git]?: (args: Parameters<Git[Name]>, before: Inventory, world: World) => Plan };

/** What each call that writes may change. */
const PLANS: Calls = {
  keep: () => ({ refs: [] }),
  resetTo: ([tree], before) => ({ tree, refs: headRefs(tree, before) }),
  commit: ([{ tree }], before) => ({ tree, refs: headRefs(tree, before) }),
  rebase: ([{ tree }], before) => ({ tree, refs: headRefs(tree, before) }),
  continueRebase: ([{ tree }], before) => ({ tree, refs: headRefs(tree, before) }),
  abortRebase: ([tree], before) => ({ tree, refs: headRefs(tree, before) }),
  fastForward: ([{ branch }], before) => checkedOut(branch, before),
  moveBack: ([{ branch }], before) => checkedOut(branch, before),
  createBranch: ([{ branch }]) => ({ refs: [`refs/heads/${branch}`] }),
  deleteBranch: ([{ branch }]) => ({ refs: [`refs/heads/${branch}`] }),
  addWorktree: ([{ branch }]) => ({ refs: [`refs/heads/${branch}`] }),
  restoreKept: ([{ branch }]) => ({ refs: [`refs/heads/${branch}`] }),
  removeWorktree: ([{ path: tree }]) => ({ tree, refs: [], removes: true }),
  setRef: ([, ref]) => ({ refs: [ref] }),
  fetch: ([{ remote, branch }]) => ({ refs: [`refs/remotes/${remote}/${branch}`] }),
  push: ([{ remote, branch }]) => ({ refs: [`refs/remotes/${remote}/${branch}`] }),
  expireKept: ([{ olderThanDays, now }], before, world) => ({ refs: [], dropped: expired(world, before, olderThanDays, now) }),
  dropKept: ([{ ref }]) => ({ refs: [], dropped: [ref] }),
};

/** Returns the engine with every call that writes watched: what was lost by it is thrown as an error. */
export function watchGit(engine: Git, world: World, onCall: (watched: Watched) => void): Git {
  const entries = Object.entries(PLANS).map(([name, plan]) => [name, watchCall(engine, world, name as keyof Git, plan as never, onCall)]);
  return { ...engine, ...(Object.fromEntries(entries) as Partial<Git>) };
}

function watchCall(engine: Git, world: World, name: keyof Git, plan: (args: unknown, before: Inventory, world: World) => Plan, onCall: (watched: Watched) => void): unknown {
  return async (...args: unknown[]) => {
    const before = takeInventory(world);
    const allowed = plan(args, before, world);
    const answer: unknown = await (engine[name] as (...all: unknown[]) => Promise<unknown>)(...args);
    const refusal = typeof answer === "object" && answer !== null && "type" in answer && answer.type === "refused" ? (answer as unknown as { code: string; message: string }) : undefined;
    const after = takeInventory(world);
    const losses = findLosses(before, after, { dropped: [], removes: false, ...allowed, refused: refusal !== undefined });
    if (losses.length > 0) throw new Error(`${name}(${JSON.stringify(args)}) answered ${JSON.stringify(answer)}\n${losses.join("\n")}`);
    onCall({ call: name, refused: refusal?.code });
    return answer;
  };
}

function headRefs(tree: string, before: Inventory): readonly string[] {
  const head = before.trees.get(tree)?.head.trim() ?? "";
  if (head.startsWith("ref: ")) return [head.slice("ref: ".length)];
  // In the middle of a rebase the branch is written down elsewhere, and moves at its end.
  const pointer = textOf(path.join(tree, ".git"));
  const own = pointer?.startsWith("gitdir: ") === true ? path.resolve(tree, pointer.slice("gitdir: ".length).trim()) : path.join(tree, ".git");
  const name = textOf(path.join(own, "rebase-merge", "head-name"))?.trim();
  return name === undefined ? [] : [name];
}

function checkedOut(branch: string, before: Inventory): Plan {
  const ref = `refs/heads/${branch}`;
  const tree = [...before.trees].find(([, inventory]) => inventory.head.trim() === `ref: ${ref}`)?.[0];
  return { refs: [ref], ...(tree === undefined ? {} : { tree }) };
}

/** What expires by the rule: stash-like refs that were made longer ago than the days. */
function expired(world: World, before: Inventory, olderThanDays: number, now: number): readonly string[] {
  return [...before.refs.keys()].filter((ref) => {
    if (!ref.startsWith("refs/dgs/keep/") || olderThanDays < 30) return false;
    const [seconds] = linesOf(world.sandbox.git(world.repo, "show", "--no-patch", "--format=%ct", ref));
    return now - Number(seconds) * 1_000 > olderThanDays * 86_400_000;
  });
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
