import type { CancelJobReport } from "@dgs/runtime";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders `dgs cancel-job`: where the job is now. */
export function renderCancelled({ version, path, folder, summaryPath }: CancelJobReport, { pathOf }: View): string {
  return [
    `Job ${plainText(version)} is ${folder} again: ${plainText(pathOf(path))}`,
    `Summary: ${plainText(pathOf(summaryPath))}`,
    "Steps that are done stay done, and code is as it was.",
  ].join("\n");
}
