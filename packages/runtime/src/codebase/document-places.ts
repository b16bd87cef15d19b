import { joinPath, type PlanningPath } from "@dgs/core";
import type { StepContext } from "../steps/context.js";

/** Where the documents of one repo lie: in a folder of its own where there are several repos. */
export function documentPath(context: Pick<StepContext, "place">, repo: string | undefined, name: string): PlanningPath {
  return joinPath(context.place.project, "codebase", ...(repo === undefined ? [] : [repo]), name);
}

/** Where the former text of a document is kept, where git does not have it: beside it, by what it says. */
export function keptPath(path: PlanningPath, fingerprint: string): PlanningPath {
  const segments = path.split("/");
  const name = (segments.pop() ?? "").replace(/\.md$/, "");
  return joinPath(...segments, "kept", `${name}-${fingerprint}.md`);
}
