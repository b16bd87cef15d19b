import type { AgentEvent } from "@dgs/core";

/** What the exit says with the reason of the last step: it has ended well where the model stopped by itself. A run that stopped at a tool ends with 0, too. */
export function opencodeEnd(code: number | undefined, reason: string | undefined): readonly AgentEvent[] {
  return code === 0 && reason === "stop" ? [{ type: "end", end: { ok: true } }] : [];
}
