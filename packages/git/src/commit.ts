import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { GitRefusal, Sha } from "@dgs/core";
import { commitPaths } from "./commit-paths.js";
import { head } from "./head.js";
import { copyIndex, restoreIndex, withScratch } from "./index-file.js";
import { pin } from "./keep.js";
import { writeIndexTrees } from "./keep-trees.js";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { askGit, type GitAnswer, type RunGit } from "./run-git.js";
import { status } from "./status.js";
import { indexPath } from "./top-level.js";

/** What is to be committed. */
export interface CommitSpec {
  readonly tree: string;
  /** Files or folders relative to the tree, with `/`; all changes when absent. */
  readonly paths?: readonly string[];
  readonly message: string;
}

/**
 * Commits the given paths and nothing else; `undefined` when there is nothing to commit.
 *
 * The user's hooks, signing and identity are in force. When git refuses, the index is put back to what it was.
 */
export async function commit(run: RunGit, spec: CommitSpec): Promise<Sha | undefined | GitRefusal> {
  const { tree } = spec;
  if (spec.message.trim() === "") return refuse("other", "a commit needs a message");
  const index = await indexPath(run, tree);
  if (isRefusal(index)) return index;
  const entries = await status(run, tree);
  if (isRefusal(entries)) return entries;
  const chosen = commitPaths(entries, spec.paths);
  if (isRefusal(chosen)) return chosen;
  if (chosen.files.length === 0) return undefined;
  return withScratch(async (scratch) => {
    const copy = path.join(scratch, "index");
    const before = (await copyIndex(index, copy)) ? copy : undefined;
    const kept = before !== undefined && chosen.stagedOtherwise ? await keepStaged(run, tree, before, scratch) : undefined;
    if (isRefusal(kept)) return kept;
    // Files, not stdin: a git that outlives a killed runner finds its stdin empty, and would add everything, or commit without a message.
    const listFile = await writeList(scratch, "paths", chosen.files);
    const messageFile = path.join(scratch, "message");
    await writeFile(messageFile, spec.message.endsWith("\n") ? spec.message : `${spec.message}\n`);
    const added = chosen.toStage.length === 0 ? "" : await askGit(run, { tree, args: ["add", ...pathsIn(await writeList(scratch, "staged", chosen.toStage))] });
    if (isRefusal(added)) return putBack(index, before, added);
    const done = await commitStaged(run, { tree, messageFile, ...(chosen.othersStaged ? { listFile } : {}) });
    if (done === "committed") return head(run, tree);
    return done === undefined ? undefined : putBack(index, before, done);
  });
}

/** Pins what is staged: of a file that was changed since, adding it would leave no trace of the staged content. */
async function keepStaged(run: RunGit, tree: string, copy: string, scratch: string): Promise<string | undefined | GitRefusal> {
  const tip = await head(run, tree);
  if (isRefusal(tip)) return tip.code === "no-commits" ? undefined : tip;
  const index = path.join(scratch, "staged");
  await copyIndex(copy, index);
  const trees = await writeIndexTrees(run, { tree, index, scratch });
  if (isRefusal(trees)) return trees;
  return pin(run, { tree, name: `staged/${tip.slice(0, 12)}`, reason: "staged, and changed again before it was committed" }, tip, { ...trees, work: trees.index });
}

/**
 * Commits what is staged, or of it only the paths in a list.
 *
 * The list hides from the hooks what else is staged; where nothing else is, the plain form lets hooks change the commit.
 */
async function commitStaged(run: RunGit, { tree, messageFile, listFile }: { readonly tree: string; readonly messageFile: string; readonly listFile?: string }): Promise<"committed" | undefined | GitRefusal> {
  const only = listFile === undefined ? [] : ["--only", ...pathsIn(listFile)];
  const answer = await run({ tree, args: ["commit", "--quiet", "--cleanup=verbatim", `--file=${messageFile}`, ...only], kind: "hooks" });
  return isRefusal(answer) ? answer : outcomeOf(answer);
}

async function writeList(scratch: string, name: string, files: readonly string[]): Promise<string> {
  const list = path.join(scratch, name);
  await writeFile(list, files.map((file) => `:(top,literal)${file}\0`).join(""));
  return list;
}

/** Without `--all`, with which an empty list would be the whole tree. */
function pathsIn(listFile: string): string[] {
  return [`--pathspec-from-file=${listFile}`, "--pathspec-file-nul"];
}

async function putBack(index: string, before: string | undefined, refusal: GitRefusal): Promise<GitRefusal> {
  const restored = await restoreIndex(index, before);
  return restored === "restored" ? refusal : refuse(refusal.code, `${refusal.message}\nthe index could not be put back: ${index}.lock is in the way`);
}

function outcomeOf(answer: GitAnswer): "committed" | undefined | GitRefusal {
  if (answer.code === 0) return "committed";
  // Git's own answers end with 128. 1 is "nothing to commit", told on stdout where no hook can write, or a hook that said no.
  if (answer.code !== 1) return refusalOf(answer.printed);
  if (/^(?:nothing|nothing added|no changes added) to commit/m.test(answer.stdout)) return undefined;
  return refuse("hook-failed", answer.printed.trim() === "" ? "a commit hook refused and said nothing" : answer.printed);
}
