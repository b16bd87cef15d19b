import { applyEdits, contextEdits, type FileChange, formatPhaseNumber, phaseFilePath, type PlanningPath, readContext, renderContext, resultOf } from "@dgs/core";
import type { DecisionReport } from "../commands/discuss-phase-reports.js";
import { fileRefusal, isFileRefusal, isRefusal, type Refusal } from "../refusal.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import { commitMarked, markUncommitted, uncommittedMarker } from "../work/commit-marked.js";
import { type PlanningCommit, commitPlanningFiles } from "../work/commit-planning-files.js";
import type { WorkFailure } from "../work/context.js";
import { writeAsOne } from "../work/write-as-one.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { type DiscussedPhase, stillThere } from "./discussion-record.js";

/** What was written of a discussion that is over. */
export interface WrittenContext {
  readonly path: PlanningPath;
  readonly added: boolean;
  readonly decisions: readonly DecisionReport[];
  readonly deferred: readonly string[];
}

/** Writes what a discussion came to into CONTEXT.md, new or added to, and takes its file away; killed between the two it is brought to its end by the next run. */
export async function writeContext(at: DiscussedPhase): Promise<WrittenContext | Refusal> {
  const { context, found } = at;
  const read = stillThere(at);
  if (isRefusal(read)) return read;
  const path = contextPath(context, found);
  const before = context.ports.files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  const result = resultOf(read.discussion);
  const edits = before === undefined ? [] : contextEdits(before, result);
  const on = context.ports.clock.now().slice(0, 10);
  const text = before === undefined ? renderContext({ number: formatPhaseNumber(found.phase.number), name: found.phase.name, on }, result) : applyEdits(before, edits);
  const change: readonly FileChange[] = before === undefined ? [{ type: "create", path, text }] : edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
  const written = await writeAsOne(context.ports.files, context.place, { purpose: `dgs discuss-phase ${found.label}`, changes: [...markUncommitted(context, folderOfPhase(context, found.phase), "discussion"), ...change, { type: "delete", path: at.path, before: read.text }] });
  if (isRefusal(written)) return written;
  const known = before === undefined ? 0 : readContext(before).decisions.length;
  return { path, added: before !== undefined, decisions: result.decisions.length === 0 ? [] : newDecisions(text, known, result.decisions.length), deferred: result.deferred };
}

/** New ones stand behind the others, as in the file. */
function newDecisions(text: string, known: number, count: number): readonly DecisionReport[] {
  return readContext(text).decisions.slice(known, known + count);
}

/** The path of the CONTEXT.md of a phase: the one it has, or the one it gets. */
export function contextPath(context: StepContext, { phase }: FoundPhase): PlanningPath {
  return phase.folder?.documents.CONTEXT ?? phaseFilePath(folderOfPhase(context, phase), phase.number, "CONTEXT");
}

/** The mark of a CONTEXT.md that DGS wrote and that is not committed yet. */
export function contextMarker({ context, found }: Pick<DiscussedPhase, "context" | "found">): PlanningPath {
  return uncommittedMarker(folderOfPhase(context, found.phase), "discussion");
}

/**
 * Commits the CONTEXT.md that this run has written, or one before it that was killed or found a lock, and with it that the file of the discussion is gone, where somebody had committed that.
 * What a person wrote into a CONTEXT.md that is left is theirs to commit: `undefined`.
 */
export function commitContext(at: DiscussedPhase): Promise<PlanningCommit | undefined | WorkFailure> {
  const { context, found, path } = at;
  return commitMarked(context, [contextMarker(at)], () => commitPlanningFiles(context, () => ({ subject: `docs(${found.phase.number}): capture phase context`, paths: [contextPath(context, found), path] })));
}
