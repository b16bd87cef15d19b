import { joinPath, type PlanningPath } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import type { PlanningCommit } from "../work/commit-planning-files.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";
import { commitPlanning, type PlanningEnded } from "./report-planning.js";

/** How a phase came to be planned. */
interface HowPlanned {
  readonly gaps: boolean;
  /** Whether the run before was killed. */
  readonly afterKill: boolean;
}

/** Where a lock of git kept plans from being committed this file says so: the next run commits them, whose plans are there already. */
function uncommittedMarker(folder: PlanningPath): PlanningPath {
  return joinPath(folder, ".planning-not-committed");
}

/** Commits what a run has planned, also one that was killed or found a lock before. What a person has made of plans that are there is theirs to commit: `undefined`. */
export async function commitPlanned(context: StepContext, { phase }: FoundPhase, end: PlanningEnded, { gaps, afterKill }: HowPlanned): Promise<PlanningCommit | undefined | WorkFailure> {
  const marker = uncommittedMarker(folderOfPhase(context, phase));
  const before = context.ports.files.read(marker);
  const isLeft = typeof before === "string";
  if (end.type !== "planned" && !(end.type === "there" && (afterKill || isLeft))) return undefined;
  const commit = await commitPlanning(context, phase.number, gaps);
  const isLocked = commit.type === "refused" && commit.lock !== undefined;
  const noted = isLocked ? putFile(context, marker, "Git had a lock when these plans were written; the next `dgs plan-phase` of this phase commits them.\n") : isLeft ? [{ type: "delete", path: marker, before } as const] : [];
  const refused = await writeFiles(context, noted);
  return isFailure(refused) ? refused : commit;
}
