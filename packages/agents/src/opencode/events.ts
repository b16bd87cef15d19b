import type { AgentEvent } from "@dgs/core";
import { badEnd } from "../program/bad-end.js";
import type { StreamReader } from "../program/adapter.js";
import { numberAt, objectAt, textAt } from "../program/json-fields.js";
import { sessionTold } from "../program/session-told.js";
import { toolCall } from "../program/tool-call.js";
import { opencodeEnd } from "./result.js";

/** Reads the stream of `opencode run --format json`. It has no line for its end: the last step tells, and the exit. */
export function createOpencodeReader(): StreamReader {
  const used = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
  let reason: string | undefined;
  return {
    read(line) {
      const part = objectAt(line, "part");
      switch (textAt(line, "type") ?? "") {
        case "step_start":
          reason = undefined;
          return sessionTold(textAt(line, "sessionID"));
        case "text":
          return [{ type: "text", text: textAt(part, "text") ?? "" }];
        case "tool_use":
          return toolEvents(part);
        case "step_finish":
          reason = textAt(part, "reason");
          used.inputTokens += (numberAt(part, "tokens", "input") ?? 0) + (numberAt(part, "tokens", "cache", "read") ?? 0) + (numberAt(part, "tokens", "cache", "write") ?? 0);
          used.outputTokens += (numberAt(part, "tokens", "output") ?? 0) + (numberAt(part, "tokens", "reasoning") ?? 0);
          used.costUsd += numberAt(part, "cost") ?? 0;
          return [{ type: "usage", ...used }];
        case "error":
          return [...sessionTold(textAt(line, "sessionID")), badEnd(textAt(line, "error", "data", "message") ?? textAt(line, "error", "name") ?? "opencode told an error without words", numberAt(line, "error", "data", "statusCode"))];
        default:
          return [];
      }
    },
    finish: ({ code }) => opencodeEnd(code, reason),
  };
}

/** How it says that a call was not allowed; what a file system says of its permissions is something else. */
const DENIED = /^The user (?:has specified a rule which prevents|rejected permission)/;

function toolEvents(part: unknown): readonly AgentEvent[] {
  const path = textAt(part, "state", "input", "filePath");
  const call = toolCall(textAt(part, "tool"), path ?? textAt(part, "state", "input", "command"));
  const error = textAt(part, "state", "status") === "error";
  if (error && DENIED.test(textAt(part, "state", "error") ?? "")) return [{ type: "tool", ...call, state: "denied" }];
  // A command that ended badly is "completed", too: its exit code tells.
  if (error || (numberAt(part, "state", "metadata", "exit") ?? 0) !== 0) return [{ type: "tool", ...call, state: "failed" }];
  const changes = path !== undefined && /^(?:write|edit|patch|multiedit)$/.test(call.name);
  return [{ type: "tool", ...call, state: "done" }, ...(changes ? [{ type: "file", path } as const] : [])];
}
