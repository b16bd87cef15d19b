import { type Files, type PlanProgress, readPlan } from "@dgs/core";

/** The files that the plans which are done must leave behind and that are not there, relative to a tree. Patterns and paths that lead out are left out. */
export function missingArtifacts(files: Files, plans: readonly PlanProgress[], isThere: (path: string) => boolean): readonly string[] {
  const paths = plans.filter((plan) => plan.done).flatMap((plan) => {
    const text = files.read(plan.path);
    return typeof text === "string" ? readPlan(text, plan.path).mustHaves.artifacts.map((artifact) => artifact.path) : [];
  });
  return [...new Set(paths)].filter((path) => isPlainPath(path) && !isThere(path));
}

function isPlainPath(path: string): boolean {
  return !/[*?[\]{}<>|"`\s\\]/.test(path) && path.includes(".") && !path.startsWith("/") && !path.startsWith("~") && !path.split("/").includes("..");
}
