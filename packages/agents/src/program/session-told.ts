import type { AgentEvent } from "@dgs/core";

/** The event that tells the id of a session; none where the line has none. */
export function sessionTold(sessionId: string | undefined): readonly AgentEvent[] {
  return sessionId === undefined ? [] : [{ type: "usage", sessionId }];
}
