import type { ConflictFile, PromptInput, RebaseConflict, Sha } from "@dgs/core";
import { plansTouching } from "./conflict-plans.js";
import type { WorkContext } from "../work/context.js";
import { isGitRefusal } from "../work/git-refusal.js";
import type { ConflictWork } from "./conflict-work.js";

/** Characters of one version of a file that a prompt carries. */
const VERSION_LIMIT = 60_000;
/** Characters of all versions together; what comes behind is described. */
const TOTAL_LIMIT = 400_000;
/** How many commits of the base branch are looked through for what touched the files. */
const COMMITS_LIMIT = 50;

/** What a conflict agent is told: each conflicted file in three versions, and what both sides wanted with it. */
export async function conflictInputs(context: WorkContext, work: ConflictWork, conflict: RebaseConflict): Promise<readonly PromptInput[]> {
  const inputs: PromptInput[] = [{ title: `The ${work.label} whose commit does not apply`, path: work.path, text: work.title }];
  let room = TOTAL_LIMIT;
  for (const file of conflict.files) {
    for (const [side, blob] of sidesOf(work, file)) {
      const text = await versionText(context, work, blob, room);
      room -= text.length;
      inputs.push({ title: `${JSON.stringify(file.path)}: ${side}`, text });
    }
  }
  const commits = await commitsTouching(context, work, conflict);
  if (commits.length > 0) inputs.push({ title: `Commits of ${work.base} that changed these files`, text: commits.map(({ text }) => text).join("\n") });
  const ids = new Set(commits.flatMap(({ plans }) => plans));
  return [...inputs, ...plansTouching(context, work.repo, conflict.files.map(({ path }) => path), ids)];
}

function sidesOf(work: ConflictWork, { base, ours, theirs }: ConflictFile): readonly (readonly [side: string, blob: Sha | undefined])[] {
  return [
    ["the version that both sides started from", base],
    [`the version of ${work.base}, onto which the commit is put`, ours],
    ["the version of the commit that does not apply", theirs],
  ];
}

async function versionText(context: WorkContext, { tree }: ConflictWork, blob: Sha | undefined, room: number): Promise<string> {
  if (blob === undefined) return "(there is no such file in this version: it was not there yet, was deleted, or has another name there)";
  const text = await context.ports.git.readBlob(tree, blob);
  if (isGitRefusal(text)) return "(not a file that can be shown: a submodule perhaps)";
  // The port replaces bytes that are not UTF-8; a file that holds the replacement character itself is described, too.
  if (text.includes("\0") || text.includes("\ufffd")) return `(not text in UTF-8, some ${String(text.length)} bytes: \`git cat-file blob ${blob}\` prints it)`;
  if (text.length > Math.min(VERSION_LIMIT, room)) return `(too long to be shown here, ${String(text.length)} characters: \`git cat-file blob ${blob}\` prints it)`;
  return text === "" ? "(the file is empty in this version)" : text;
}

interface TouchingCommit {
  readonly text: string;
  /** The plans that its trailers name. */
  readonly plans: readonly string[];
}

async function commitsTouching(context: WorkContext, { tree }: ConflictWork, conflict: RebaseConflict): Promise<readonly TouchingCommit[]> {
  const { git } = context.ports;
  const commits = await git.log(tree, conflict.from, conflict.onto);
  if (isGitRefusal(commits)) return [];
  const paths = new Set(conflict.files.map(({ path }) => path));
  const found: TouchingCommit[] = [];
  for (const commit of commits.slice(-COMMITS_LIMIT)) {
    const parent = await git.resolve(tree, `${commit.sha}^`);
    const changed = typeof parent === "string" ? await git.changed(tree, parent, commit.sha) : [];
    const touched = isGitRefusal(changed) ? [] : changed.filter(({ path }) => paths.has(path));
    if (touched.length === 0) continue;
    const plans = [...`${commit.subject}\n${commit.body}`.matchAll(/^DGS-Plan: *(\S+)/gm)].flatMap(([, id]) => id ?? []);
    found.push({ text: `${commit.sha.slice(0, 10)} ${commit.subject} (${touched.map(({ path }) => path).join(", ")})`, plans });
  }
  return found;
}
