import type { SavedMilestoneReport } from "@dgs/runtime";
import { isAbsolute } from "node:path";
import { renderMilestoneReport } from "./milestone-report.js";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders `dgs report` where it has written a page: the report as text, and where the page is. */
export function renderSavedReport({ path, report }: SavedMilestoneReport, view: View): string {
  return [renderMilestoneReport(report, view), "", `Report: ${plainText(isAbsolute(path) ? path : view.pathOf(path))}`].join("\n");
}
