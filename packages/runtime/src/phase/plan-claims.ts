import { filesOverlap, leadsOut, type Plan, type Summary } from "@dgs/core";

/** The files that a plan says it changes, without those outside of the repository; `undefined` where it says nothing. (design 3.17) */
function declaredFiles(plan: Plan): readonly string[] | undefined {
  const files = plan.namedFiles.map(({ text }) => text);
  return files.length === 0 ? undefined : files.filter((text) => !leadsOut(text));
}

/** The changed paths, relative to a tree, that neither the plan nor the summary names. A plan that says nothing may change anything. */
export function unclaimedPaths(plan: Plan, summary: Summary, repo: string, paths: readonly string[]): readonly string[] {
  const declared = declaredFiles(plan);
  if (declared === undefined) return [];
  const named = [...declared, ...summary.keyFiles.created, ...summary.keyFiles.modified];
  return paths.filter((path) => !isNamed(named, repo, path) && summary.deviations?.includes(path) !== true);
}

/** The deleted paths that the plan does not name; what the summary says does not count here. (design 3.5) */
export function undeclaredDeletions(plan: Plan, repo: string, deleted: readonly string[]): readonly string[] {
  const declared = declaredFiles(plan) ?? [];
  return deleted.filter((path) => !isNamed(declared, repo, path));
}

/** A plan over several repos may write the repo's name in front. */
function isNamed(named: readonly string[], repo: string, path: string): boolean {
  return named.length > 0 && (filesOverlap([path], named) || filesOverlap([`${repo}/${path}`], named));
}
