/** The keys of the detail lines that the job machine writes, in the order it writes them. */
export const DETAIL_KEYS = ["inserted", "started", "finished", "reason", "error", "note", "escalated", "evidence", "human-needed"] as const;

/** One of {@link DETAIL_KEYS}. */
export type DetailKey = (typeof DETAIL_KEYS)[number];

/** Details that tell of the last run of a step: gone when the step is run again. */
export const RUN_DETAILS: readonly DetailKey[] = ["started", "finished", "reason", "error", "note", "escalated", "evidence", "human-needed"];
