import type { CancelJobReport } from "@dgs/runtime";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders `dgs cancel-job`: where the job is now. */
export function renderCancelled({ version, path, folder, summaryPath }: CancelJobReport, { paint, pathOf }: View): string {
  return [
    `Job ${plainText(version)} is ${folder} again: ${plainText(pathOf(path))}`,
    `Summary: ${plainText(pathOf(summaryPath))}`,
    "Steps that are done stay done, and code is as it was.",
    "",
    `${paint("bold", "Next:")} ${paint("cyan", `dgs run-job ${plainText(version)}`)} goes on with it`,
  ].join("\n");
}
