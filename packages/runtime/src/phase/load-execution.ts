import { type ExecutionOptions, type FileRefusal, type Files, phaseFilePath, type PlanningPath, type PlanToRun, renderExecution } from "@dgs/core";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { isFileRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import type { WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";

/** Where the execution of a phase is written down. */
export function executionPath(found: PhaseInFolder): PlanningPath {
  return phaseFilePath(found.folder.path, found.phase.number, "EXECUTION");
}

/** The text that the phase machine works on. */
export function loadExecutionTexts(files: Files, path: PlanningPath): ReadonlyMap<PlanningPath, string> | FileRefusal {
  const text = files.read(path);
  return isFileRefusal(text) ? text : new Map(text === undefined ? [] : [[path, text]]);
}

/** Makes the file of an execution where there is none; one that is there is taken up. */
export async function prepareExecution(context: StepContext, found: PhaseInFolder, plans: readonly PlanToRun[], options: ExecutionOptions): Promise<WorkFailure | undefined> {
  const path = executionPath(found);
  const text = context.ports.files.read(path);
  if (text !== undefined) return undefined;
  const made = renderExecution({ phase: found.phase.number, name: found.phase.name, created: context.ports.clock.now(), options, plans });
  return writeFiles(context, [{ type: "create", path, text: made }]);
}
