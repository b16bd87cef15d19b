import { type Git, type GitRefusal, parseSha, type Sha } from "@dgs/core";
import { ownFolder } from "./git-folders.js";
import { branch as branchOf, head, resolve, shaOf } from "./head.js";
import { withScratch } from "./index-file.js";
import { type KeptTrees, writeKeptTrees } from "./keep-trees.js";
import { isReachable } from "./log.js";
import { type MergeState, readMergeState } from "./merge-state.js";
import { isRefName } from "./ref-name.js";
import { isRefusal, refuse } from "./refusal.js";
import { setRef } from "./refs.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";
import { indexPath } from "./top-level.js";

/** What is to be kept, and why; each part is told at the port. */
export type KeepSpec = Parameters<Git["keep"]>[0];

/** Keeping works where nobody has told git a name: these commits are DGS's own. */
const IDENTITY = ["-c", "user.name=DGS", "-c", "user.email=dgs@localhost", "-c", "commit.gpgSign=false"];

/** Names tried when others are taken by something else. */
const MAX_NAMES = 1_000;

/**
 * Pins everything of a tree that a reset could destroy under `refs/dgs/keep/<name>` and returns the ref.
 *
 * The commit has the form of `git stash`: the tracked files, with the parents HEAD, the index and (where there are any) the untracked
 * files, so that `git stash apply --index <ref>` on its first parent brings it all back. A conflicted index adds a fourth parent with
 * all versions, files of which git would add other bytes a fifth with their very bytes. The commits that are being merged or picked are
 * parents of the index's commit, as nothing else may hold them. No hook runs, the user's index is only read, and a ref that holds something else is never overwritten: the name gets
 * a number.
 */
export async function keep(run: RunGit, spec: KeepSpec): Promise<string | undefined | GitRefusal> {
  const { tree } = spec;
  if (!isRefName(refName(spec.name, 1))) return refuse("bad-name", `not the name of a ref: ${JSON.stringify(spec.name)}`);
  if (spec.branch !== undefined) return keepBranch(run, { ...spec, branch: spec.branch });
  const index = await indexPath(run, tree);
  if (isRefusal(index)) return index;
  const tip = await head(run, tree);
  if (isRefusal(tip)) return tip;
  const trees = await withScratch((scratch) => writeKeptTrees(run, { tree, index, scratch, ignored: spec.ignored ?? [], head: tip }));
  if (isRefusal(trees)) return trees;
  const own = await ownFolder(run, tree);
  if (isRefusal(own)) return own;
  const state = readMergeState(own);
  const held = [...state.merging, ...state.picking].length > 0 ? false : await isHeld(run, spec, tip, trees);
  if (isRefusal(held)) return held;
  if (held) return undefined;
  const branch = await branchOf(run, tree);
  if (isRefusal(branch)) return branch;
  return pin(run, { ...spec, ...(branch === undefined ? {} : { branch }), ...state }, tip, trees);
}

async function keepBranch(run: RunGit, spec: KeepSpec & { readonly branch: string }): Promise<string | undefined | GitRefusal> {
  const tip = await resolve(run, spec.tree, `refs/heads/${spec.branch}`);
  if (isRefusal(tip)) return tip;
  if (tip === undefined) return refuse("unknown-revision", `there is no branch ${spec.branch}`);
  const held = await isReachable(run, spec.tree, tip, spec.above);
  if (isRefusal(held)) return held;
  if (held) return undefined;
  const committed = await askGit(run, { tree: spec.tree, args: ["rev-parse", "--verify", `${tip}^{tree}`], kind: "read" });
  if (isRefusal(committed)) return committed;
  const files = lineOf(committed);
  return pin(run, spec, tip, { index: files, work: files });
}

async function isHeld(run: RunGit, spec: KeepSpec, tip: Sha, trees: KeptTrees): Promise<boolean | GitRefusal> {
  if (trees.untracked !== undefined || trees.unmerged !== undefined || trees.raw !== undefined || trees.index !== trees.work) return false;
  const committed = await askGit(run, { tree: spec.tree, args: ["rev-parse", "--verify", `${tip}^{tree}`], kind: "read" });
  if (isRefusal(committed)) return committed;
  return lineOf(committed) === trees.index ? isReachable(run, spec.tree, tip, spec.above) : false;
}

/** What is pinned besides trees. */
export interface PinSpec extends Omit<KeepSpec, "above">, Partial<MergeState> {
  readonly branch?: string;
}

/**
 * Pins trees under the first ref of a name that is free, or that holds the same already, and returns it.
 *
 * A ref that holds the same is dated anew: what is kept today may not expire with what was kept a month ago.
 */
export async function pin(run: RunGit, spec: PinSpec, tip: Sha, trees: KeptTrees): Promise<string | GitRefusal> {
  const parents = await writeParents(run, spec, tip, trees);
  if (isRefusal(parents)) return parents;
  const pinned = await commitTree(run, spec.tree, { tree: trees.work, parents, message: messageOf(spec) });
  if (isRefusal(pinned)) return pinned;
  for (let n = 1; n <= MAX_NAMES; n++) {
    const ref = refName(spec.name, n);
    const there = await contentOf(run, spec.tree, ref);
    if (isRefusal(there)) return there;
    if (there !== undefined && there.content !== [trees.work, ...parents].join(" ")) continue;
    const set = await setRef(run, spec.tree, ref, pinned, there?.sha);
    if (set === "set") return ref;
    if (set.code !== "ref-changed") return set;
  }
  return refuse("ref-changed", `${String(MAX_NAMES)} refs named like ${refName(spec.name, 1)} exist already`);
}

/** Writes the commits of the index and of what is untracked or conflicted. Their date is fixed: the same content gives the same commits. */
async function writeParents(run: RunGit, { tree, merging = [], picking = [] }: PinSpec, tip: Sha, trees: KeptTrees): Promise<readonly Sha[] | GitRefusal> {
  const parents = [tip];
  // The untracked files are the third parent, also when a later one is all that is wanted.
  const empty = trees.unmerged === undefined && trees.raw === undefined ? undefined : await emptyTree(run, tree);
  if (isRefusal(empty)) return empty;
  const wanted = [
    { tree: trees.index, parents: [tip, ...merging, ...picking], message: "index" },
    { tree: trees.untracked ?? empty, parents: [], message: "untracked files" },
    { tree: trees.unmerged ?? (trees.raw === undefined ? undefined : empty), parents: [], message: "versions of conflicted files" },
    { tree: trees.raw, parents: [], message: "files as they lie on the disk" },
  ];
  for (const commit of wanted) {
    if (commit.tree === undefined) continue;
    const made = await commitTree(run, tree, { ...commit, tree: commit.tree, date: "@0 +0000" });
    if (isRefusal(made)) return made;
    parents.push(made);
  }
  return parents;
}

/** Writes a commit in the name of DGS; with a date, the same content gives the same commit. */
export async function commitTree(
  run: RunGit,
  tree: string,
  commit: { readonly tree: string; readonly parents: readonly Sha[]; readonly message: string; readonly date?: string },
): Promise<Sha | GitRefusal> {
  const args = [...IDENTITY, "commit-tree", ...commit.parents.flatMap((parent) => ["-p", parent]), "-F", "-", commit.tree];
  const env = commit.date === undefined ? {} : { GIT_AUTHOR_DATE: commit.date, GIT_COMMITTER_DATE: commit.date };
  const made = await askGit(run, { tree, args, env, stdin: commit.message });
  return isRefusal(made) ? made : shaOf(made);
}

/** The commit that a ref names, and its tree and parents; `undefined` when there is no such ref. */
async function contentOf(run: RunGit, tree: string, ref: string): Promise<{ readonly sha: Sha; readonly content: string } | undefined | GitRefusal> {
  const printed = await askGit(run, { tree, args: ["for-each-ref", "--format=%(refname) %(objectname) %(tree) %(parent)", ref], kind: "read" });
  if (isRefusal(printed)) return printed;
  // Asked for `a`, git tells of `a/b` too.
  const line = printed.split("\n").find((each) => each.startsWith(`${ref} `));
  const [, name = "", ...content] = line?.split(" ") ?? [];
  const sha = parseSha(name);
  return sha === undefined ? undefined : { sha, content: content.join(" ") };
}

function messageOf({ name, reason, branch, merging = [] }: PinSpec): string {
  const trailers = [`DGS-Keep: ${name}`, ...(branch === undefined ? [] : [`DGS-Branch: ${branch}`]), ...(merging.length === 0 ? [] : [`DGS-Merging: ${merging.join(" ")}`])];
  return `${reason}\n\n${trailers.join("\n")}`;
}

function emptyTree(run: RunGit, tree: string): Promise<Sha | GitRefusal> {
  return askGit(run, { tree, args: ["mktree"] }).then((made) => (isRefusal(made) ? made : shaOf(made)));
}

function refName(name: string, n: number): string {
  return `refs/dgs/keep/${name}${n === 1 ? "" : `-${String(n)}`}`;
}
