import { type FileChange, frontMatterEdit, type PlanningPath, readFrontMatter } from "@dgs/core";
import type { StepContext } from "./context.js";
import type { WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";

/**
 * The changes that take a verification back: what it looked at is not what is there now. It counts as missing until
 * the verifier has looked again; its earlier word stays in the file.
 */
export function reopenVerification(context: { readonly ports: Pick<StepContext["ports"], "files"> }, path: PlanningPath | undefined): readonly FileChange[] {
  const before = path === undefined ? undefined : context.ports.files.read(path);
  if (path === undefined || typeof before !== "string") return [];
  const status = readFrontMatter(before).entries.get("status")?.value;
  // Without a status in its front matter a verification counts for nothing anyway.
  if (status?.kind !== "scalar" || status.text === "pending") return [];
  return [{ type: "edit", path, before, edits: [...frontMatterEdit(before, "previous_status", status.text), ...frontMatterEdit(before, "status", "pending")] }];
}

/** Takes a verification back, durably. */
export function takeBackVerification(context: StepContext, path: PlanningPath | undefined): Promise<WorkFailure | undefined> {
  return writeFiles(context, reopenVerification(context, path));
}
