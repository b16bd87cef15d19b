import { plainText } from "./plain-text.js";
import { renderTable } from "./table.js";
import type { View } from "./view.js";

/** `dgs settings test-notification`: what became of a notification, by each way. */
export interface NotificationTestReport {
  readonly type: "notification-test";
  /** The kinds that are told of. */
  readonly on: readonly string[];
  /** `off`: the configuration does not ask for it; `absent`: it does, and there is no terminal. */
  readonly ways: readonly { readonly way: string; readonly state: "sent" | "failed" | "off" | "absent"; readonly why?: string }[];
}

const SAID = { sent: "sent", failed: "failed", off: "off", absent: "no terminal here" } as const;

/** Renders what became of a notification. */
export function renderNotificationTest({ on, ways }: NotificationTestReport, { paint }: View): string {
  const rows = ways.map(({ way, state, why }) => [way, SAID[state], plainText(why ?? (state === "off" ? `notify.${way} asks for it` : ""))]);
  return [...renderTable(["By", "Is", ""], rows), "", paint("dim", on.length === 0 ? "Told of: nothing (notify.on)" : `Told of: ${on.map(plainText).join(", ")} (notify.on)`)].join("\n");
}
