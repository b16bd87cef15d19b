/** The status of a job, as its header says. (design 3.11) */
export type JobStatus = "pending" | "in-progress" | "completed" | "failed" | "rolled_back";
