import type { Notification } from "@dgs/core";

/** What a command reads on stdin and a webhook is sent, as one JSON object. `text` is what incoming webhooks of chat programs show. */
export function payloadOf(notification: Notification): string {
  return JSON.stringify({ type: "notification", ...notification, text: `${notification.title}\n${notification.body}` });
}
