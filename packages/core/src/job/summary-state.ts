import { summaryPathOf } from "./filing.js";
import type { Job, JobFiles } from "./types.js";

/** How and when a job last came to an end; `undefined` while it runs or before it ran. */
export function endOf(job: Pick<Job, "status" | "finished" | "halted" | "cancelled">): { readonly word: string; readonly at: string } | undefined {
  switch (job.status) {
    case "completed":
      return { word: "completed", at: job.finished ?? "unknown" };
    case "failed":
      return { word: "failed", at: job.halted ?? "unknown" };
    case "pending":
      return job.cancelled === undefined ? undefined : { word: "cancelled", at: job.cancelled };
    case "in-progress":
    case "rolled_back":
      return undefined;
  }
}

/** Whether the summary beside a job file tells the job's last end. */
export function summaryStateOf(job: Pick<Job, "path" | "status" | "finished" | "halted" | "cancelled">, files: JobFiles): Job["summary"] {
  const text = files.texts.get(summaryPathOf(job.path));
  if (text === undefined) return "missing";
  const end = endOf(job);
  return end !== undefined && field(text, "Result") === end.word && field(text, "Ended") === end.at ? "current" : "stale";
}

function field(text: string, key: string): string | undefined {
  return new RegExp(`^- \\*\\*${key}:\\*\\* (.*)$`, "m").exec(text)?.[1]?.trim();
}
