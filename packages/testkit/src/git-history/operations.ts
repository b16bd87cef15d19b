import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Git, GitRefusal, RebaseOutcome, Sha } from "@dgs/core";
import { takeInventory } from "./inventory.js";
import { expectRestored } from "./expect-restored.js";
import { branchesOf, commitsOf, linesOf, pick, type Step, treesOf, type World } from "./world.js";

type Operation = (world: World, git: Git, tree: string, step: Step) => Promise<unknown>;

/** The first commit date of a history, in milliseconds: that of the sandbox. */
export const FIRST_DAY = Date.parse("2026-03-04T05:06:07Z");

/** A commit that a step names, or HEAD and its parents where it asks for what is near. */
function target(world: World, tree: string, n: number): Sha {
  const near = linesOf(world.sandbox.git(tree, "rev-list", "--max-count=3", "HEAD")) as readonly Sha[];
  return pick(n % 3 === 0 ? commitsOf(world) : near, n);
}

async function keep(world: World, git: Git, tree: string, above: Sha): Promise<string | undefined | GitRefusal> {
  return git.keep({ tree, name: `history/${world.count++ % 4}`, reason: "a history", above });
}

/** As the runtime does it: nothing is reset that could not be kept. */
async function keepAndReset(world: World, git: Git, tree: string, to: Sha): Promise<string | undefined | GitRefusal> {
  const kept = await keep(world, git, tree, to);
  if (typeof kept === "object") return kept;
  const reset = await git.resetTo(tree, to);
  return reset === "reset" ? kept : reset;
}

async function restore(world: World, git: Git, tree: string, step: Step): Promise<void> {
  const before = takeInventory(world).trees.get(tree);
  const kept = await keepAndReset(world, git, tree, target(world, tree, step.b));
  if (typeof kept !== "string" || before === undefined) return;
  const at = path.join(world.sandbox.folder, `back ${world.count++}`);
  const restored = await git.restoreKept({ repo: world.repo, ref: kept, branch: `back/${world.count++}`, path: at });
  if (restored.type === "refused") throw new Error(`what was kept under ${kept} does not come back: ${restored.message}`);
  expectRestored(before, takeInventory(world).trees.get(at));
  if (step.c % 2 === 0) world.sandbox.git(world.repo, "worktree", "remove", "--force", at);
}

async function rebase(world: World, git: Git, tree: string, step: Step): Promise<void> {
  const onto = pick(commitsOf(world), step.b);
  const kept = await keep(world, git, tree, onto);
  if (typeof kept === "object") return;
  // Half of the time what was changed goes away first, so that there is a rebase at all.
  if (step.c % 2 === 0 && (await git.resetTo(tree, world.sandbox.git(tree, "rev-parse", "HEAD").trim() as Sha)) !== "reset") return;
  await goOn(git, tree, await git.rebase({ tree, onto }), step.c);
}

/** Resolves conflicts in one way or another and goes on, or leaves the rebase where it is. */
async function goOn(git: Git, tree: string, first: RebaseOutcome | GitRefusal, choice: number): Promise<void> {
  let outcome = first;
  for (let round = 0; round < 4 && outcome.type === "conflict" && choice % 5 !== 4; round++) {
    for (const file of outcome.files) resolveFile(tree, file.path, choice + round);
    outcome = await git.continueRebase({ tree, resolved: outcome.files.map((file) => file.path) });
  }
}

function resolveFile(tree: string, file: string, choice: number): void {
  const at = path.join(tree, file);
  try {
    if (choice % 4 === 0) writeFileSync(at, readFileSync(at, "latin1").replace(/^(?:<{7}|={7}|>{7}).*\n/gm, ""), "latin1");
    if (choice % 4 === 1) writeFileSync(at, `resolved ${choice}\n`);
    if (choice % 4 === 2) rmSync(at, { recursive: true, force: true });
  } catch {
    // A folder stands there, or a name that is no UTF-8: left as it is.
  }
}

/** What DGS does, composed as its callers compose it. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  keep: (world, git, tree, { b }) => keep(world, git, tree, target(world, tree, b)),
  reset: (world, git, tree, { b }) => keepAndReset(world, git, tree, target(world, tree, b)),
  restore,
  rebase,
  continueRebase: async (world, git, tree, step) => {
    const files = linesOf(world.sandbox.git(tree, "diff", "--name-only", "--diff-filter=U"));
    for (const file of files) resolveFile(tree, file, step.c);
    await git.continueRebase({ tree, resolved: step.b % 4 === 0 ? files.slice(1) : files });
  },
  abortRebase: (_, git, tree) => git.abortRebase(tree),
  commit: (world, git, tree, { b, c }) => git.commit({ tree, message: `ours ${world.count++}`, ...(b % 2 === 0 ? {} : { paths: [pick(["a.txt", "dir", "with space.txt", "ünï-😀.txt", "run.sh"], c)] }) }),
  fastForward: async (world, git, _, { b, c }) => {
    const branch = pick(branchesOf(world), b);
    const moved = await git.fastForward({ repo: world.repo, branch, to: pick(commitsOf(world), c) });
    if (moved.type === "moved" && c % 3 === 0) await git.moveBack({ repo: world.repo, branch, from: moved.to, to: moved.from });
  },
  createBranch: (world, git, _, { b }) => git.createBranch({ repo: world.repo, branch: `ours/${world.count++}`, at: pick(commitsOf(world), b) }),
  deleteBranch: (world, git, _, { b }) => {
    const branch = pick(branchesOf(world), b);
    return git.deleteBranch({ repo: world.repo, branch, expected: world.sandbox.sha(world.repo, `refs/heads/${branch}`) });
  },
  addWorktree: (world, git, _, { b, c }) => git.addWorktree({ repo: world.repo, path: path.join(world.sandbox.folder, `ours ${c % 3}`), branch: `work/${c % 3}`, base: pick(commitsOf(world), b) }),
  removeWorktree: (world, git, _, { c }) => git.removeWorktree({ repo: world.repo, path: path.join(world.sandbox.folder, `ours ${c % 3}`) }),
  cleanUp: async (world, git, _, { c }) => {
    const tree = path.join(world.sandbox.folder, `ours ${c % 3}`);
    if (!treesOf(world).includes(tree)) return;
    const head = await git.head(tree);
    if (typeof head !== "string" || typeof (await keepAndReset(world, git, tree, head)) === "object") return;
    await git.removeWorktree({ repo: world.repo, path: tree });
    await git.deleteBranch({ repo: world.repo, branch: `work/${c % 3}`, expected: head });
  },
  restoreBranch: async (world, git, _, { b }) => {
    const refs = keepRefs(world);
    if (refs.length > 0) await git.restoreKept({ repo: world.repo, ref: pick(refs, b), branch: `again/${world.count++}` });
  },
  expireKept: (world, git, tree, { b, c }) => git.expireKept({ tree, olderThanDays: 30 + (c % 3), now: FIRST_DAY + (b % 120) * 86_400_000 }),
  dropKept: async (world, git, tree, { b }) => {
    const refs = keepRefs(world);
    if (refs.length > 0) await git.dropKept({ tree, ref: pick(refs, b), expected: world.sandbox.git(world.repo, "rev-parse", pick(refs, b)).trim() as Sha });
  },
  setRef: (world, git, tree, { b }) => git.setRef(tree, `refs/dgs/base/${world.count++}`, pick(commitsOf(world), b), undefined),
  fetch: (_, git, tree) => git.fetch({ tree, remote: "origin", branch: "main" }),
  push: async (world, git, tree, { b }) => {
    const [expected] = linesOf(world.sandbox.git(world.repo, "for-each-ref", "--format=%(objectname)", "refs/remotes/origin/main")) as readonly Sha[];
    await git.push({ tree, remote: "origin", branch: "main", sha: pick(commitsOf(world), b), expected });
  },
};

function keepRefs({ sandbox, repo }: World): readonly string[] {
  return linesOf(sandbox.git(repo, "for-each-ref", "--format=%(refname)", "refs/dgs/keep"));
}

/** Lets DGS do something in one of the work trees. */
export async function operate(world: World, git: Git, step: Step): Promise<void> {
  const operation = OPERATIONS[step.kind];
  if (operation === undefined) throw new Error(`DGS cannot ${step.kind}`);
  await operation(world, git, pick(treesOf(world), step.a), step);
}
