import type { AgentEnd, AgentEvent, AgentTrouble } from "@dgs/core";
import { isFalseAt, listAt, numberAt, objectAt, textAt } from "../program/json-fields.js";
import { resetTime } from "../program/reset-time.js";
import { toolCall } from "../program/tool-call.js";
import { troubleOf } from "../program/trouble-of.js";
import { callDetail } from "./call-detail.js";
import { inputOf } from "./usage.js";

/**
 * What the last line of Claude Code says: usage, what was denied, and how it ended.
 *
 * `subtype` is "success" also when the service refused: `is_error` counts. `total_cost_usd` is of the whole session, which is this run, as no
 * session is ever taken up again.
 */
export function claudeEnd(line: unknown): readonly AgentEvent[] {
  const usage = objectAt(line, "usage");
  const sessionId = textAt(line, "session_id");
  const costUsd = numberAt(line, "total_cost_usd");
  const denied = listAt(line, "permission_denials").map((each): AgentEvent => ({ type: "tool", ...toolCall(textAt(each, "tool_name"), callDetail(objectAt(each, "tool_input"))), state: "denied" }));
  return [
    ...denied,
    { type: "usage", inputTokens: inputOf(usage), outputTokens: numberAt(usage, "output_tokens") ?? 0, ...(costUsd === undefined ? {} : { costUsd }), ...(sessionId === undefined ? {} : { sessionId }) },
    { type: "end", end: endOf(line) },
  ];
}

function endOf(line: unknown): AgentEnd {
  const subtype = textAt(line, "subtype");
  if (subtype === "success" && isFalseAt(line, "is_error")) return { ok: true };
  const message = textAt(line, "result") ?? (listAt(line, "errors").filter((each) => typeof each === "string").join("; ") || `claude ended with ${subtype ?? "a result that says nothing"}`);
  const trouble = troubleIn(line, subtype, message);
  const resetsAt = trouble === "usage-limit" ? resetTime(message) : undefined;
  return { ok: false, trouble, message, ...(resetsAt === undefined ? {} : { resetsAt }) };
}

/** What only Claude Code says, else what the service said. */
function troubleIn(line: unknown, subtype: string | undefined, message: string): AgentTrouble {
  const status = numberAt(line, "api_error_status");
  const reason = textAt(line, "terminal_reason");
  if (subtype === "error_max_budget_usd" || reason === "budget_exhausted") return "budget";
  if (reason === "prompt_too_long") return "context-full";
  if (reason === "aborted_streaming" || reason === "aborted_tools") return "interrupted";
  return troubleOf(status, message);
}
