import type { JobEntry, JobFolder, JobList } from "@dgs/core";
import type { ListJobsReport } from "@dgs/runtime";
import type { Style } from "./paint.js";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { renderProblems } from "./problems.js";

const GROUPS: readonly { readonly folder: JobFolder; readonly title: string }[] = [
  { folder: "in-progress", title: "In Progress" },
  { folder: "pending", title: "Pending" },
  { folder: "completed", title: "Completed" },
];

/** Renders `dgs list-jobs`: the jobs by their folder, each with its fraction. (Seed 000, "Listing and Cancelling Jobs") */
export function renderJobList({ jobs }: ListJobsReport, view: View): string {
  const problems = GROUPS.flatMap(({ folder }) => jobs[folder]).flatMap((job) => job.problems);
  const groups = GROUPS.flatMap(({ folder, title }, at) => [...(at === 0 ? [] : [""]), view.paint("bold", title), ...renderEntries(jobs[folder], view)]);
  return [...groups, ...renderProblems(problems, view)].join("\n");
}

/** Renders the jobs that are not completed, as lines under a report; none give no line. */
export function renderJobLines(jobs: JobList, view: View): string[] {
  const open = [...jobs["in-progress"], ...jobs.pending];
  return open.length === 0 ? [] : ["", view.paint("bold", "Jobs"), ...renderEntries(open, view)];
}

function renderEntries(entries: readonly JobEntry[], view: View): string[] {
  if (entries.length === 0) return [view.paint("dim", "  none")];
  const width = Math.max(...entries.map(({ version }) => plainText(version).length));
  return entries.map((entry) => {
    const fraction = `(${String(entry.completed)}/${String(entry.total)} steps)`;
    return `  ${plainText(entry.version).padEnd(width)}  ${fraction}  ${view.paint(styleOf(entry), entry.status)}`;
  });
}

function styleOf({ status }: JobEntry): Style {
  switch (status) {
    case "completed":
      return "green";
    case "failed":
    case "rolled_back":
      return "red";
    case "in-progress":
      return "yellow";
    case "pending":
      return "dim";
  }
}
