import type { Notification } from "@dgs/core";

/** What a notification can take to a person. */
export type WayName = "bell" | "desktop" | "command" | "webhook";

/** One way to a person; it answers why it failed, or with nothing. */
export interface Way {
  readonly name: WayName;
  readonly send: (notification: Notification) => Promise<string | undefined>;
}

/** How long one way may take unless told, in milliseconds: nobody waits for a notification. */
export const MOST_MS = 5_000;
