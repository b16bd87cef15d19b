/** What a person is told of who looks elsewhere: a halt, something that waits for them, a budget that is used up, the end of a run. */
export const NOTIFICATION_KINDS = ["halt", "human-needed", "budget", "done"] as const;

/** One of {@link NOTIFICATION_KINDS}. */
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];
