import type { Files, PlanningPath, PromptInput } from "@dgs/core";

/** Reads planning files for a prompt; what is not there or cannot be read is left out. */
export function promptInputs(files: Files, wanted: readonly (readonly [title: string, path: PlanningPath | undefined])[]): PromptInput[] {
  return wanted.flatMap(([title, path]) => {
    const text = path === undefined ? undefined : files.read(path);
    return path === undefined || typeof text !== "string" ? [] : [{ title, path, text }];
  });
}
