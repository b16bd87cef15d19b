import type { AgentEvent } from "@dgs/core";
import { badEnd } from "../program/bad-end.js";
import type { StreamReader } from "../program/adapter.js";
import { isFalseAt, isTrueAt, listAt, numberAt, objectAt, textAt } from "../program/json-fields.js";
import { type ToolCall, toolCall } from "../program/tool-call.js";
import { copilotEnd } from "./result.js";

/** Reads the stream of `copilot --output-format json`. */
export function createCopilotReader(): StreamReader {
  const calls = new Map<string, ToolCall>();
  return {
    read(line) {
      if (isTrueAt(line, "ephemeral")) return [];
      const data = objectAt(line, "data");
      switch (textAt(line, "type") ?? "") {
        case "assistant.message": {
          const text = textAt(data, "content") ?? "";
          return text === "" ? [] : [{ type: "text", text }];
        }
        case "tool.execution_start":
          return toolStart(data, calls);
        case "tool.execution_complete":
          return toolEnd(data, calls);
        case "model.call_failure":
          return [{ type: "limit", message: `the service answered with ${String(numberAt(data, "statusCode") ?? "nothing")}, try ${String(numberAt(data, "retryAttempt") ?? "?")}` }];
        case "session.error":
          return [badEnd(textAt(data, "message") ?? "copilot told an error without words", numberAt(data, "statusCode"))];
        case "abort":
          return [{ type: "end", end: { ok: false, trouble: "interrupted", message: `copilot was stopped (${textAt(data, "reason") ?? "no reason given"})` } }];
        case "result":
          return copilotEnd(line);
        default:
          return [];
      }
    },
  };
}

function toolStart(data: unknown, calls: Map<string, ToolCall>): readonly AgentEvent[] {
  const call = toolCall(textAt(data, "toolName"), textAt(data, "arguments", "path") ?? textAt(data, "arguments", "command"));
  calls.set(textAt(data, "toolCallId") ?? "", call);
  return [{ type: "tool", ...call, state: "started" }];
}

function toolEnd(data: unknown, calls: ReadonlyMap<string, ToolCall>): readonly AgentEvent[] {
  const call = calls.get(textAt(data, "toolCallId") ?? "") ?? { name: "a tool" };
  if (isFalseAt(data, "success")) return [{ type: "tool", ...call, state: textAt(data, "error", "code") === "denied" ? "denied" : "failed" }];
  const files = listAt(data, "fileEdits").flatMap((edit): AgentEvent[] => (textAt(edit, "path") === undefined ? [] : [{ type: "file", path: textAt(edit, "path") ?? "" }]));
  return [{ type: "tool", ...call, state: (numberAt(data, "shellExecution", "exitCode") ?? 0) === 0 ? "done" : "failed" }, ...files];
}
