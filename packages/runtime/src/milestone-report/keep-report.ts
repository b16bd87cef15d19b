import type { RunEvent, RunJobReport } from "../commands/reports.js";
import { milestoneReport } from "../commands/milestone-report.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal } from "../refusal.js";
import { writeOwnPage } from "./write-page.js";

/**
 * Writes the report of a job that has come to an end, or halted, as a page; nothing where nobody makes pages. Called once its lock is given up: the report tells of it at rest. What goes wrong is
 * a note: the job has ended as it has.
 */
export async function keepReport(ports: Ports, place: Place, job: RunJobReport, onEvent: (event: RunEvent) => void): Promise<RunJobReport> {
  const { renderPage } = ports;
  if (renderPage === undefined || job.dryRun || job.exit === "cancelled") return job;
  const told = (why: string): RunJobReport => {
    onEvent({ type: "note", text: `the report was not written: ${why}` });
    return job;
  };
  try {
    const report = await milestoneReport(ports, place, { version: job.version });
    if (isRefusal(report)) return told(report.message);
    const path = writeOwnPage(place, report.version, await renderPage(report));
    return isRefusal(path) ? told(path.message) : { ...job, reportPath: path };
  } catch (error) {
    return told(error instanceof Error ? error.message : String(error));
  }
}
