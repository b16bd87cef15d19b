import type { FileChange } from "@dgs/core";
import { failed, type WorkContext, type WorkFailure } from "./context.js";

/** Writes planning files durably; a refusal is the step's failure. */
export async function writeFiles(context: WorkContext, changes: readonly FileChange[]): Promise<WorkFailure | undefined> {
  const written = await context.ports.files.write(changes);
  if (written === "written") return undefined;
  return failed(written.code === "changed-meanwhile" ? "conflict" : "usage", `${written.path}: ${written.message}. ${written.remedy}`);
}

/** How often changes are made anew where somebody saves the file at the same moment. */
const TRIES = 5;

/** Writes changes of files that people edit at the same time: made anew from what the file says by then. */
export async function writeAfresh(context: WorkContext, change: () => readonly FileChange[]): Promise<WorkFailure | undefined> {
  for (let tries = 1; ; tries++) {
    const refused = await writeFiles(context, change());
    if (refused?.type !== "failed" || refused.reason !== "conflict" || tries === TRIES) return refused;
  }
}
