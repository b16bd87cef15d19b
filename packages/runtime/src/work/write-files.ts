import type { FileChange } from "@dgs/core";
import { failed, type WorkContext, type WorkFailure } from "./context.js";

/** Writes planning files durably; a refusal is the step's failure. */
export async function writeFiles(context: WorkContext, changes: readonly FileChange[]): Promise<WorkFailure | undefined> {
  const written = await context.ports.files.write(changes);
  if (written === "written") return undefined;
  return failed(written.code === "changed-meanwhile" ? "conflict" : "usage", `${written.path}: ${written.message}. ${written.remedy}`);
}
