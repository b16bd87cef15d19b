import type { FileChange } from "@dgs/core";
import { failed, type StepContext, type StepFailure } from "./context.js";

/** Writes planning files durably; a refusal is the step's failure. */
export async function writeFiles(context: StepContext, changes: readonly FileChange[]): Promise<StepFailure | undefined> {
  const written = await context.ports.files.write(changes);
  if (written === "written") return undefined;
  return failed(written.code === "changed-meanwhile" ? "conflict" : "usage", `${written.path}: ${written.message}. ${written.remedy}`);
}
