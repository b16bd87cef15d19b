import { lstatSync } from "node:fs";
import { join, sep } from "node:path";
import { type CodebaseFacts, findCodebaseFacts, type GitRefusal, manifestsWanted, MOST_MANIFEST_BYTES, type Sha, type TrackedFile } from "@dgs/core";
import { readTreeText } from "../audit/read-tree.js";
import { planningFolderIn } from "../audit/same-heads.js";
import { isErrno } from "../disk.js";
import { realpathOfNearest } from "../inside-root.js";
import type { StepContext } from "../steps/context.js";
import { readingFolder } from "../steps/reading-folder.js";
import { failed, type WorkFailure } from "../work/context.js";
import { isGitRefusal } from "../work/git-refusal.js";
import type { CodeRepo } from "../work/repos.js";

/** A repo as it stands now, with what code found out about it. */
export interface SurveyedRepo {
  readonly name: string;
  /** Where its agents read: the milestone's worktree where there is one, else the checkout. */
  readonly cwd: string;
  /** The planning folder, relative to the repo with `/`; absent where it lies elsewhere. */
  readonly planning?: string;
  /** Absent: the repo has no commit yet. */
  readonly commit?: Sha;
  /** Something beside the planning folder differs from the commit. */
  readonly dirty: boolean;
  readonly facts: CodebaseFacts;
}

/** Looks at a repo: one call of git for its files and one for what differs from them. What lies in the planning folder is no code. */
export async function surveyRepo(context: StepContext, repo: CodeRepo): Promise<SurveyedRepo | WorkFailure> {
  const { git } = context.ports;
  const cwd = readingFolder(context, repo);
  const planning = planningFolderIn(context.place.root, repo.path)?.slice(0, -1);
  const isCode = (path: string): boolean => planning === undefined || !path.startsWith(`${planning}/`);
  const known = { name: repo.name, cwd, ...(planning === undefined ? {} : { planning }) };
  const commit = await git.head(cwd);
  if (isGitRefusal(commit)) return commit.code === "no-commits" ? { ...known, dirty: false, facts: findCodebaseFacts([], new Map()) } : refused(repo, commit);
  const [listed, status] = [await git.listFiles(cwd, commit), await git.status(cwd)];
  if (isGitRefusal(listed)) return refused(repo, listed);
  if (isGitRefusal(status)) return refused(repo, status);
  const files = sizesOf(cwd, listed.filter(({ kind, path }) => kind === "file" && isCode(path)).map(({ path }) => path));
  return { ...known, commit, dirty: status.some(({ path }) => isCode(path)), facts: findCodebaseFacts(files, textsOf(cwd, manifestsWanted(files))) };
}

function refused(repo: CodeRepo, { message }: GitRefusal): WorkFailure {
  return failed("usage", `${repo.name} could not be looked at: ${message}`);
}

/** The sizes of tracked files as they lie there now; what is not there, or is no file any more, is left out. */
function sizesOf(tree: string, paths: readonly string[]): readonly TrackedFile[] {
  return paths.flatMap((path) => {
    try {
      const facts = lstatSync(join(tree, ...path.split("/")));
      return facts.isFile() ? [{ path, bytes: facts.size }] : [];
    } catch (error) {
      if (isErrno(error, "ENOENT", "ENOTDIR", "EACCES", "ELOOP", "ENAMETOOLONG")) return [];
      throw error;
    }
  });
}

/** A path that a link in the tree leads out of it says nothing about the repo. */
function textsOf(tree: string, paths: readonly string[]): ReadonlyMap<string, string> {
  const top = realpathOfNearest(tree);
  return new Map(paths.flatMap((path) => {
    if (!realpathOfNearest(join(tree, ...path.split("/"))).startsWith(top + sep)) return [];
    const text = readTreeText(tree, path, MOST_MANIFEST_BYTES);
    return text === undefined ? [] : [[path, text] as const];
  }));
}
