import { assembleMilestoneReport } from "../milestone-report/assemble-report.js";
import { readSources } from "../milestone-report/read-sources.js";
import type { ReportPorts } from "../milestone-report/sources.js";
import type { Place } from "../place.js";
import { isRefusal, type Refusal } from "../refusal.js";
import type { MilestoneReport } from "./milestone-report-reports.js";

/** What `dgs report` is told. */
export interface MilestoneReportInput {
  /** Absent: the milestone that is worked on. */
  readonly version?: string;
}

/**
 * Tells what a milestone's job, or its phases carried out one by one, have come to: from job files, executions, audits, summaries, what runs have told and used up, and git. Takes no lock
 * and writes nothing; works while the job runs, and after it.
 */
export async function milestoneReport(ports: ReportPorts, place: Place, { version }: MilestoneReportInput): Promise<MilestoneReport | Refusal> {
  const sources = readSources(ports, place, version);
  return isRefusal(sources) ? sources : assembleMilestoneReport(sources);
}
