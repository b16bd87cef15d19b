import { filesOverlap, type PlanTask } from "@dgs/core";

/** A commit of a plan, with the paths that it changed. */
export interface PlanCommit {
  readonly sha: string;
  readonly subject: string;
  readonly body: string;
  readonly paths: readonly string[];
}

/**
 * Tells which task each commit of a plan is of: by its trailer `DGS-Task`, else by `task 2` in its subject, else by the files that the task names,
 * else in order. A commit that is left over counts to the task of the one before it. (design 3.5, 3.13)
 */
export function assignCommits(tasks: readonly PlanTask[], commits: readonly PlanCommit[]): ReadonlyMap<string, number> {
  const own = tasks.filter((task) => task.checkpoint === undefined);
  const assigned = new Map<string, number>();
  const isOpen = (task: PlanTask): boolean => ![...assigned.values()].includes(task.number);
  const assign = (find: (commit: PlanCommit) => number | undefined): void => {
    for (const commit of commits) {
      if (assigned.has(commit.sha)) continue;
      const number = find(commit);
      if (number !== undefined && own.some((task) => task.number === number)) assigned.set(commit.sha, number);
    }
  };
  assign(({ body }) => numberIn(/^DGS-Task: *(\d{1,6})$/m, body));
  assign(({ subject }) => numberIn(/\btask[ #-]{0,2}(\d{1,6})\b/i, subject));
  assign(({ paths }) => own.find((task) => isOpen(task) && task.files.length > 0 && filesOverlap(paths, task.files))?.number);
  assign(() => own.find(isOpen)?.number);
  assign((commit) => assigned.get(commits[commits.indexOf(commit) - 1]?.sha ?? ""));
  return assigned;
}

/** The tasks, by their numbers, that no commit is of. A checkpoint is nothing to commit. */
export function tasksWithoutCommit(tasks: readonly PlanTask[], assigned: ReadonlyMap<string, number>): readonly number[] {
  const done = new Set(assigned.values());
  return tasks.filter((task) => task.checkpoint === undefined && !done.has(task.number)).map((task) => task.number);
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
