import type { AgentEvent } from "@dgs/core";
import { resetTime } from "./reset-time.js";
import { troubleOf } from "./trouble-of.js";

/** The event of a bad end, from what the program said of it. */
export function badEnd(message: string, status?: number): AgentEvent {
  const trouble = troubleOf(status, message);
  const resetsAt = trouble === "usage-limit" ? resetTime(message) : undefined;
  return { type: "end", end: { ok: false, trouble, message, ...(resetsAt === undefined ? {} : { resetsAt }) } };
}
