import { summaryPathOf } from "./filing.js";
import type { Job, JobFiles } from "./types.js";

/** How and when a job last came to an end; `undefined` while it runs or before it ran. */
export function endOf(job: Pick<Job, "status" | "finished" | "halted" | "cancelled" | "rollback">): { readonly word: string; readonly at: string } | undefined {
  switch (job.status) {
    case "completed":
      return { word: "completed", at: job.finished ?? "unknown" };
    case "failed":
      return { word: "failed", at: job.halted ?? "unknown" };
    case "pending":
      return job.cancelled === undefined ? undefined : { word: "cancelled", at: job.cancelled };
    case "rolled_back":
      // The summary tells how the job ended, not that it was rolled back: so it is true again when that is undone.
      return job.rollback === undefined || job.rollback.was === "rolled_back" ? undefined : endOf({ ...job, status: job.rollback.was });
    case "in-progress":
      return undefined;
  }
}

/** Whether the summary beside a job file tells the job's last end. */
export function summaryStateOf(job: Pick<Job, "path" | "status" | "finished" | "halted" | "cancelled" | "rollback">, files: JobFiles): Job["summary"] {
  const text = files.texts.get(summaryPathOf(job.path));
  if (text === undefined) return "missing";
  const end = endOf(job);
  return end !== undefined && field(text, "Result") === end.word && field(text, "Ended") === end.at ? "current" : "stale";
}

function field(text: string, key: string): string | undefined {
  return new RegExp(`^- \\*\\*${key}:\\*\\* (.*)$`, "m").exec(text)?.[1]?.trim();
}
