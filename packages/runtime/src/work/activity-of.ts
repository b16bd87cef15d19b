import type { AgentEvent } from "@dgs/core";

/** What an agent is doing, in a line for whoever watches; `undefined` for what is no news. */
export function activityOf(event: AgentEvent): string | undefined {
  switch (event.type) {
    case "text":
      return event.text;
    case "tool":
      return event.state === "done" ? undefined : `${event.name}${event.detail === undefined ? "" : ` ${event.detail}`}${event.state === "started" ? "" : ` (${event.state})`}`;
    case "limit":
    case "error":
      return event.message;
    case "file":
    case "usage":
    case "end":
      return undefined;
  }
}
