import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { ReportPorts } from "../milestone-report/sources.js";
import { writeOwnPage, writePage } from "../milestone-report/write-page.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { milestoneReport, type MilestoneReportInput } from "./milestone-report.js";
import type { SavedMilestoneReport } from "./milestone-report-reports.js";

/** What `dgs report` is told where it makes a page. */
export interface SaveMilestoneReportInput extends MilestoneReportInput {
  /** Where the page goes, absolute; absent: to its own place below the planning root. */
  readonly file?: string;
}

/** What a page is made with, besides what its report is read with. */
export type SaveReportPorts = ReportPorts & Pick<Ports, "renderPage">;

/** Tells what a milestone's job has come to, and writes it as a page, whole or not at all. Refused where that cannot be written; nothing else is changed. */
export async function saveMilestoneReport(ports: SaveReportPorts, place: Place, input: SaveMilestoneReportInput): Promise<SavedMilestoneReport | Refusal> {
  const { file } = input;
  if (file !== undefined && !existsSync(dirname(file))) return refuse("output-folder-missing", `there is no folder ${dirname(file)} to write the report to`, "Make it, or give a file in another folder with --output.", { at: file });
  const made = await makeMilestonePage(ports, place, input);
  if (isRefusal(made)) return made;
  const { report, html } = made;
  const path = file === undefined ? writeOwnPage(place, report.version, html) : (writePage(file, html) ?? file);
  return isRefusal(path) ? path : { type: "saved-report", path, report };
}

/** Tells what a milestone's job has come to, with the page that shows it; writes nothing. */
export async function makeMilestonePage(ports: SaveReportPorts, place: Place, input: MilestoneReportInput): Promise<{ readonly report: SavedMilestoneReport["report"]; readonly html: string } | Refusal> {
  const { renderPage } = ports;
  if (renderPage === undefined) return refuse("no-pages", "nobody makes pages of reports here", "Give the port `renderPage`, or ask for the data with --json.", { exit: "internal" });
  const report = await milestoneReport(ports, place, input);
  return isRefusal(report) ? report : { report, html: await renderPage(report) };
}
