import { type PlanningPath, readStamp, type Sha } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { failed, type WorkFailure } from "../work/context.js";
import { isGitRefusal } from "../work/git-refusal.js";
import type { SurveyedRepo } from "./survey-repo.js";

/** A document of the map as it stands. */
export interface KnownDocument {
  readonly name: string;
  readonly path: PlanningPath;
  /** Absent: it is not there. */
  readonly text?: string;
  /** It tells of the commit that the repo is at. */
  readonly isCurrent: boolean;
}

/** Reads the documents of a repo and says of each whether it tells of what is there now. One that cannot be read is a failure before any agent is asked. */
export async function findMapped(context: StepContext, repo: SurveyedRepo, paths: readonly (readonly [name: string, path: PlanningPath])[]): Promise<readonly KnownDocument[] | WorkFailure> {
  const same = new Map<string, boolean>();
  const known: KnownDocument[] = [];
  for (const [name, path] of paths) {
    const text = context.ports.files.read(path);
    if (typeof text === "object") return failed("usage", `${text.path}: ${text.message}. ${text.remedy}`);
    const { commit, dirty } = readStamp(text ?? "");
    const isClean = text !== undefined && commit !== undefined && !dirty && !repo.dirty;
    if (isClean && !same.has(commit)) same.set(commit, await isSameCode(context, repo, commit));
    known.push({ name, path, ...(text === undefined ? {} : { text }), isCurrent: isClean && same.get(commit) === true });
  }
  return known;
}

/** Whether the code is the same at a recorded commit and now: commits of planning files alone, the map's own among them, change nothing of it. */
async function isSameCode(context: StepContext, { cwd, commit, planning }: SurveyedRepo, recorded: string): Promise<boolean> {
  if (commit === undefined || recorded === commit) return commit !== undefined;
  if (planning === undefined || !/^[0-9a-f]{40,64}$/.test(recorded)) return false;
  const { git } = context.ports;
  const there = await git.resolve(cwd, recorded);
  if (there === undefined || isGitRefusal(there)) return false;
  const changed = await git.changed(cwd, recorded as Sha, commit);
  return !isGitRefusal(changed) && changed.every(({ path }) => path.startsWith(`${planning}/`));
}
