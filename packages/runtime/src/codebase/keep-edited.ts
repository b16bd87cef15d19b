import { type FileChange, fingerprintOf, type PlanningPath, readStamp } from "@dgs/core";
import { pathFrom } from "../inside-root.js";
import type { StepContext } from "../steps/context.js";
import { commitPlanningFiles } from "../work/commit-planning-files.js";
import type { WorkFailure } from "../work/context.js";
import { isGitRefusal } from "../work/git-refusal.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";
import { keptPath } from "./document-places.js";

/**
 * Sees to it that no text that people wrote is lost when documents are made anew: it is committed first; where that may not be or git ignores it, a copy is kept beside it.
 * @param paths Documents that are about to be replaced.
 */
export async function keepEdited(context: StepContext, paths: readonly PlanningPath[]): Promise<WorkFailure | undefined> {
  const edited = paths.filter((path) => {
    const text = context.ports.files.read(path);
    return typeof text === "string" && text.trim() !== "" && !readStamp(text).isOwn;
  });
  if (edited.length === 0) return undefined;
  const names = edited.map((path) => path.split("/").slice(path.split("/").lastIndexOf("codebase") + 1).join("/"));
  const commit = await commitPlanningFiles(context, () => ({ subject: `docs(codebase): keep what was written into ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${String(names.length - 3)} more` : ""}`, paths: edited }));
  const safe = commit.type === "committed" || commit.type === "nothing" ? await committed(context, edited) : new Set<PlanningPath>();
  return writeFiles(context, edited.filter((path) => !safe.has(path)).flatMap((path) => keepBeside(context, path)));
}

/** The change that keeps a copy of a document beside it; none where the same text is kept already. */
export function keepBeside(context: StepContext, path: PlanningPath): readonly FileChange[] {
  const text = context.ports.files.read(path);
  if (typeof text !== "string") return [];
  const kept = keptPath(path, fingerprintOf([text]));
  context.onEvent({ type: "note", text: `what people wrote into ${path} is kept as ${kept}` });
  return putFile(context, kept, text);
}

/** Those of some planning files that are in the last commit as they stand. Ignored ones are not, though git says that nothing is left to commit. */
async function committed(context: StepContext, paths: readonly PlanningPath[]): Promise<ReadonlySet<PlanningPath>> {
  const { git } = context.ports;
  const { root } = context.place;
  const tree = await git.topLevel(root);
  if (typeof tree !== "string") return new Set();
  const head = await git.head(tree);
  if (isGitRefusal(head)) return new Set();
  const [files, status] = [await git.listFiles(tree, head), await git.status(tree)];
  if (isGitRefusal(files) || isGitRefusal(status)) return new Set();
  const inside = pathFrom(tree, root);
  const at = (path: PlanningPath): string => (inside === "" ? path : `${inside}/${path}`);
  const [there, changed] = [new Set(files.map(({ path }) => path)), new Set(status.map(({ path }) => path))];
  return new Set(paths.filter((path) => there.has(at(path)) && !changed.has(at(path))));
}
