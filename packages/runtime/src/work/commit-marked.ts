import { type FileChange, joinPath, type PlanningPath } from "@dgs/core";
import { type PlanningCommit } from "./commit-planning-files.js";
import { isFailure, type WorkContext, type WorkFailure } from "./context.js";
import { putFile } from "./put-file.js";
import { writeFiles } from "./write-files.js";

/** What is written into the folder of a phase in one go, and then committed. */
type Written = "discussion" | "planning";

/**
 * A file that says that what lies beside it was written by DGS and is not committed yet: so the next run commits what one has left that was killed before its commit, or
 * found a lock of git. Where there is none, what is new in the folder is a person's.
 */
export function uncommittedMarker(folder: PlanningPath, what: Written): PlanningPath {
  return joinPath(folder, `.${what}-not-committed`);
}

/** The change that writes the mark. It comes before the last change of what it is about: killed behind that one, nobody would know. */
export function markUncommitted(context: WorkContext, folder: PlanningPath, what: Written): readonly FileChange[] {
  return putFile(context, uncommittedMarker(folder, what), "What was written here is not committed yet; the next run commits it.\n");
}

/** Whether something is marked as not committed. */
export function isMarked({ ports }: Pick<WorkContext, "ports">, marker: PlanningPath): boolean {
  return ports.files.read(marker) !== undefined;
}

/**
 * Commits what is marked, and takes the marks away; while a lock of git is in the way they stay. `undefined` where nothing is marked.
 * @param markers The first says whether there is something to commit; the others stand for what the same commit holds, too.
 */
export async function commitMarked(context: WorkContext, markers: readonly [PlanningPath, ...PlanningPath[]], commit: () => Promise<PlanningCommit>): Promise<PlanningCommit | undefined | WorkFailure> {
  if (!isMarked(context, markers[0])) return undefined;
  const made = await commit();
  if (made.type === "refused" && made.lock !== undefined) return made;
  const refused = await writeFiles(context, markers.flatMap((path): FileChange[] => {
    const before = context.ports.files.read(path);
    return typeof before === "string" ? [{ type: "delete", path, before }] : [];
  }));
  return isFailure(refused) ? refused : made;
}
